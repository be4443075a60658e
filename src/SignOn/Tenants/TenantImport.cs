namespace SignOn;

/// <summary>Fills a tenant's row from what an IdP's admin hands over.</summary>
public static class TenantImport
{
    /// <summary>From federation metadata (tutorial 1).</summary>
    /// <param name="metadata">The document.</param>
    /// <param name="entityId">Which IdP, where the document describes several; otherwise null.</param>
    /// <param name="now">The time, for the document's own validity.</param>
    public static TenantImportResult FromMetadata(ReadOnlySpan<byte> metadata, string? entityId, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>From the four values of tutorial 2.</summary>
    /// <param name="loginUrl">'SSO redirect'.</param>
    /// <param name="logoutUrl">'Logout redirect'; may be empty.</param>
    /// <param name="nameIdFormat">'Name ID Format'; may be empty.</param>
    /// <param name="certificate">'Certificate': PEM or bare base64.</param>
    public static TenantImportResult FromValues(string loginUrl, string? logoutUrl, string? nameIdFormat, string certificate) => throw new NotImplementedException();
}
