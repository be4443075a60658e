using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace LocalIdp;

/// <summary>
/// The keys of the pretend directory: one that signs for every application at first, new ones of single applications, and one that the
/// directory's own metadata shows.
/// </summary>
internal sealed class IdpKeys : IDisposable
{
    private const string SigningFile = "idp-signing";
    private readonly LocalIdpOptions _options;
    private readonly Lazy<X509Certificate2> _directory;

    // The newest first. Lists are replaced and never changed, so that a request sees one state.
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<IdpKey>> _rolled = new();
    private readonly IdpKey _first;

    public IdpKeys(LocalIdpOptions options)
    {
        _options = options;
        _first = new IdpKey(options.SigningCertificate ?? Make(options, SigningFile));
        _directory = new(() => Make(options, "idp-directory"));
        foreach (var application in options.Applications.Where(app => FileOf(app.AppId) is { } path && File.Exists(path)))
            _rolled[application.AppId] = [new IdpKey(CertificateFile.LoadOrCreate(FileOf(application.AppId)!, options.Clock.GetUtcNow()))];
    }

    /// <summary>Signs assertions of applications that have no certificate of their own yet.</summary>
    public IdpKey Signing => _first;

    /// <summary>Published where the metadata URL names no application. It signs no assertion, as with the real Entra ID.</summary>
    public X509Certificate2 Directory => _directory.Value;

    /// <summary>What signs an application's assertions.</summary>
    public IdpKey SigningOf(Guid appId) => Of(appId)[0];

    /// <summary>What an application's metadata publishes: the certificate that signs, then those that signed before.</summary>
    public IReadOnlyList<X509Certificate2> PublishedOf(Guid appId) => [.. Of(appId).Select(key => key.Certificate)];

    /// <summary>Makes a new certificate for an application and signs with it from now on. The earlier ones stay published.</summary>
    public X509Certificate2 Roll(Guid appId)
    {
        var now = _options.Clock.GetUtcNow();
        var key = new IdpKey(FileOf(appId) is { } path ? CertificateFile.Replace(path, now) : IdpCertificate.Create(now));
        _rolled.AddOrUpdate(appId, [key], (_, earlier) => [key, .. earlier]);
        return key.Certificate;
    }

    public void Dispose()
    {
        foreach (var key in _rolled.Values.SelectMany(keys => keys))
        {
            key.Signature.Key?.Dispose();
            key.Certificate.Dispose();
        }

        _first.Signature.Key?.Dispose();
        if (_options.SigningCertificate is null) _first.Certificate.Dispose();
        if (_directory.IsValueCreated) _directory.Value.Dispose();
    }

    private IReadOnlyList<IdpKey> Of(Guid appId) => _rolled.TryGetValue(appId, out var rolled) ? [.. rolled, _first] : [_first];

    private string? FileOf(Guid appId) => _options.KeyFolder is { } folder ? Path.Combine(folder, $"{SigningFile}-{appId:N}.pfx") : null;

    private static X509Certificate2 Make(LocalIdpOptions options, string name) => options.KeyFolder is { } folder
        ? CertificateFile.LoadOrCreate(Path.Combine(folder, name + ".pfx"), options.Clock.GetUtcNow())
        : IdpCertificate.Create(options.Clock.GetUtcNow());
}
