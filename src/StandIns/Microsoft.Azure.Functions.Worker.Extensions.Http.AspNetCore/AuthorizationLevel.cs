namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller must show. As in the host on a laptop, no key is asked for here.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key.</summary>
    Anonymous = 0,

    /// <summary>A signed-in user.</summary>
    User = 1,

    /// <summary>A key of the function or of the app.</summary>
    Function = 2,

    /// <summary>A key of an extension.</summary>
    System = 3,

    /// <summary>The app's master key.</summary>
    Admin = 4,
}
