namespace SignOn;

/// <summary>What a column of a tenant's row holds.</summary>
public enum TenantColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>true or false, as a boolean or as text.</summary>
    Flag,

    /// <summary>A whole number, as a number or as text.</summary>
    Number,

    /// <summary>An absolute URL: https, or http where the host is this machine.</summary>
    Url,

    /// <summary>Values with semicolons or line breaks between them.</summary>
    List,

    /// <summary>Pairs <c>name=value</c> with semicolons or line breaks between them.</summary>
    Map,
}
