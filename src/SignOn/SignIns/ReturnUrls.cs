namespace SignOn;

/// <summary>Decides where people may be sent after sign-in.</summary>
public static class ReturnUrls
{
    /// <summary>
    /// Takes <paramref name="wanted"/> when it is a path of ours or lies below a URL of the tenant's allow-list; otherwise the tenant's landing URL.
    /// </summary>
    public static string Resolve(Tenant tenant, string? wanted) => throw new NotImplementedException();
}
