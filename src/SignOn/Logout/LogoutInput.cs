namespace SignOn;

/// <summary>What a browser brought to a tenant's logout address.</summary>
public sealed record LogoutInput
{
    /// <summary>The tenant, from the URL.</summary>
    public required string TenantId { get; init; }

    /// <summary>The query exactly as received, without the question mark; looked at when there is no <see cref="Post"/>.</summary>
    public string RawQuery { get; init; } = "";

    /// <summary>The form; null for a message in the query.</summary>
    public LogoutPost? Post { get; init; }

    /// <summary>The browser's session cookie, or null. It decides nothing but whether that cookie is deleted.</summary>
    public string? SessionCookie { get; init; }

    /// <summary>The sign-out that this browser waits for, or null.</summary>
    public PendingLogout? Pending { get; init; }

    /// <summary>Joins the answer, the log and the audit trail.</summary>
    public required string CorrelationId { get; init; }
}
