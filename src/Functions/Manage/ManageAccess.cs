namespace Functions.Manage;

/// <summary>Who may use a function below <c>/manage</c>.</summary>
internal enum ManageAccess
{
    /// <summary>Nobody. What a function gets that the table of routes does not name.</summary>
    Nobody,

    /// <summary>Anybody, for the ways in. A form must still come from our own pages.</summary>
    Anyone,

    /// <summary>Whoever has an admin's session, of whichever kind.</summary>
    AnySession,

    /// <summary>Operators.</summary>
    Operators,

    /// <summary>Operators, and whoever came through a setup link of the tenant that the route names.</summary>
    TenantAdmins,

    /// <summary>Any API key.</summary>
    AnyApiKey,

    /// <summary>API keys of the operators' scope, and those of the tenant that the route names.</summary>
    ApiReaders,

    /// <summary>The same, where the key may write.</summary>
    ApiWriters,
}
