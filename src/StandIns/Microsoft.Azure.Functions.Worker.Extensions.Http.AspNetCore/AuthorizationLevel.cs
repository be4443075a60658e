namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller must show.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key.</summary>
    Anonymous = 0,
}
