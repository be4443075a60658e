namespace LocalIdp;

/// <summary>The addresses that the Entra portal shows for an application.</summary>
/// <param name="BaseUrl">Scheme, host and port, without a slash at the end.</param>
/// <param name="DirectoryId">The directory.</param>
public sealed record IdpUrls(string BaseUrl, Guid DirectoryId)
{
    /// <summary>'Login URL': takes AuthnRequests.</summary>
    public string Login => $"{BaseUrl}/{DirectoryId}/saml2";

    /// <summary>'Logout URL'.</summary>
    public string Logout => $"{BaseUrl}/{DirectoryId}/saml2/logout";

    /// <summary>Metadata in the plain shape, for all applications.</summary>
    public string PlainMetadata => $"{BaseUrl}/{DirectoryId}/metadata";

    /// <summary>Metadata in Entra's shape without <c>appid</c>: shows the directory's certificate, not the application's.</summary>
    public string DirectoryMetadata => $"{BaseUrl}/{DirectoryId}/federationmetadata/2007-06/federationmetadata.xml";

    /// <summary>'App Federation Metadata Url'.</summary>
    public string Metadata(Guid appId) => $"{DirectoryMetadata}?appid={appId}";

    /// <summary>The page with an application's configuration values.</summary>
    public string Application(Guid appId) => $"{BaseUrl}/{DirectoryId}/apps/{appId}";

    /// <summary>'Certificate (Base64)'.</summary>
    public string Certificate(Guid appId) => $"{BaseUrl}/{DirectoryId}/apps/{appId}/certificate";

    /// <summary>Takes a POST that makes a new certificate and signs with it.</summary>
    public string NewCertificate(Guid appId) => $"{BaseUrl}/{DirectoryId}/apps/{appId}/new-certificate";

    /// <summary>Takes a POST that switches the encryption of an application's assertions on or off.</summary>
    public string TokenEncryption(Guid appId) => $"{BaseUrl}/{DirectoryId}/apps/{appId}/token-encryption";

    /// <summary>The tile that sends an unsolicited Response.</summary>
    public string Tile(Guid appId) => $"{BaseUrl}/{DirectoryId}/myapps/{appId}";
}
