using Microsoft.Extensions.Logging;

namespace LocalIdp;

/// <summary>What the endpoints share.</summary>
internal sealed class IdpContext(LocalIdpOptions options, IdpKeys keys, Func<string> baseUrl, ILogger logger)
{
    public LocalIdpOptions Options => options;

    public IdpKeys Keys => keys;

    public ILogger Logger => logger;

    public TokenEncryption Encryption { get; } = new();

    public ResponseFactory Responses => field ??= new(options, keys, Encryption);

    public SessionNotes Notes { get; } = new();

    /// <summary>A LogoutRequest that names nobody yet.</summary>
    public LogoutRequestOptions DescribeLogoutRequest(LocalIdpApplication application) => new(options.Clock.GetUtcNow())
    {
        Destination = application.LogoutUrl,
        Issuer = EntraNames.Issuer(options.DirectoryId),
    };

    /// <summary>Known once the server listens, because the port may be any free one.</summary>
    public IdpUrls Urls => new(baseUrl(), options.DirectoryId);

    public LocalIdpApplication Application(string? appId)
    {
        var application = Guid.TryParse(appId, out var id) ? options.Applications.FirstOrDefault(app => app.AppId == id) : null;
        return application ?? throw new AadstsException(
            AadstsException.ApplicationNotFound,
            $"No application with the id '{appId}' is registered in the directory '{options.DirectoryName}'.");
    }
}
