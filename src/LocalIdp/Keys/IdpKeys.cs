using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>The keys of the pretend directory: one that signs for applications, those that signed before it, one that the directory's own metadata shows.</summary>
internal sealed class IdpKeys : IDisposable
{
    private const string SigningFile = "idp-signing";
    private readonly LocalIdpOptions _options;
    private readonly X509Certificate2? _given;
    private readonly Lazy<X509Certificate2> _directory;
    private readonly Lock _lock = new();

    // The one that signs first. Replaced as a whole, so that a request sees one state.
    private IReadOnlyList<(X509Certificate2 Certificate, XmlSignatureOptions Signature)> _keys;

    public IdpKeys(LocalIdpOptions options)
    {
        _options = options;
        _given = options.SigningCertificate;
        var certificate = _given ?? Make(options, SigningFile);
        _keys = [(certificate, XmlSignatureOptions.From(certificate))];
        _directory = new(() => Make(options, "idp-directory"));
    }

    /// <summary>Signs assertions; published under every application's metadata URL.</summary>
    public X509Certificate2 Signing => _keys[0].Certificate;

    /// <summary>How <see cref="Signing"/> signs.</summary>
    public XmlSignatureOptions Signature => _keys[0].Signature;

    /// <summary>What metadata publishes: the certificate that signs, then those that signed before.</summary>
    public IReadOnlyList<X509Certificate2> Published => [.. _keys.Select(k => k.Certificate)];

    /// <summary>Published where the metadata URL names no application. It signs no assertion, as with the real Entra ID.</summary>
    public X509Certificate2 Directory => _directory.Value;

    /// <summary>Makes a new certificate and signs with it from now on. The old ones stay published until the next start.</summary>
    public X509Certificate2 Roll()
    {
        lock (_lock)
        {
            var now = _options.Clock.GetUtcNow();
            var certificate = _options.KeyFolder is { } folder
                ? CertificateFile.Replace(Path.Combine(folder, SigningFile + ".pfx"), now)
                : IdpCertificate.Create(now);
            _keys = [(certificate, XmlSignatureOptions.From(certificate)), .. _keys];
            return certificate;
        }
    }

    public void Dispose()
    {
        foreach (var (certificate, signature) in _keys)
        {
            signature.Key?.Dispose();
            if (certificate != _given) certificate.Dispose();
        }

        if (_directory.IsValueCreated) _directory.Value.Dispose();
    }

    private static X509Certificate2 Make(LocalIdpOptions options, string name) => options.KeyFolder is { } folder
        ? CertificateFile.LoadOrCreate(Path.Combine(folder, name + ".pfx"), options.Clock.GetUtcNow())
        : IdpCertificate.Create(options.Clock.GetUtcNow());
}
