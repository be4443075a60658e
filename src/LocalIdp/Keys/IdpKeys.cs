using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>The keys of the pretend directory: one that signs for applications, one that the directory's own metadata shows.</summary>
internal sealed class IdpKeys : IDisposable
{
    private readonly bool _ownsSigning;
    private readonly Lazy<X509Certificate2> _directory;

    public IdpKeys(LocalIdpOptions options)
    {
        _ownsSigning = options.SigningCertificate is null;
        Signing = options.SigningCertificate ?? Make(options, "idp-signing");
        Signature = XmlSignatureOptions.From(Signing);
        _directory = new(() => Make(options, "idp-directory"));
    }

    /// <summary>Signs assertions; published under every application's metadata URL.</summary>
    public X509Certificate2 Signing { get; }

    /// <summary>How <see cref="Signing"/> signs.</summary>
    public XmlSignatureOptions Signature { get; }

    /// <summary>Published where the metadata URL names no application. It signs no assertion, as with the real Entra ID.</summary>
    public X509Certificate2 Directory => _directory.Value;

    public void Dispose()
    {
        Signature.Key?.Dispose();
        if (_ownsSigning) Signing.Dispose();
        if (_directory.IsValueCreated) _directory.Value.Dispose();
    }

    private static X509Certificate2 Make(LocalIdpOptions options, string name) => options.KeyFolder is { } folder
        ? CertificateFile.LoadOrCreate(Path.Combine(folder, name + ".pfx"), options.Clock.GetUtcNow())
        : IdpCertificate.Create(options.Clock.GetUtcNow());
}
