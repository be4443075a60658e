namespace Functions;

/// <summary>The problems that JSON endpoints tell (RFC 9457 3.1.1), each with its title. URIs are stable, and name nothing that could be fetched.</summary>
internal static class ProblemTypes
{
    private const string Prefix = "urn:sign-on:problem:";

    public static readonly ProblemType NotSignedIn = new(Prefix + "not-signed-in", "Not signed in");
    public static readonly ProblemType KeyInvalid = new(Prefix + "key-invalid", "No valid API key");
    public static readonly ProblemType NotAllowed = new(Prefix + "not-allowed", "Not allowed");
    public static readonly ProblemType TenantUnknown = new(Prefix + "tenant-unknown", "No such tenant");
    public static readonly ProblemType UserUnknown = new(Prefix + "user-unknown", "No such user");
    public static readonly ProblemType LinkUnknown = new(Prefix + "setup-link-unknown", "No such setup link");
    public static readonly ProblemType LinkExists = new(Prefix + "setup-link-exists", "The link was made already");
    public static readonly ProblemType SignInUnknown = new(Prefix + "sign-in-unknown", "No such sign-in");
    public static readonly ProblemType BodyMalformed = new(Prefix + "body-malformed", "The body cannot be read");
    public static readonly ProblemType BodyTooLarge = new(Prefix + "body-too-large", "The body is too large");
    public static readonly ProblemType BodyUnsupported = new(Prefix + "body-unsupported", "The body is of another kind");
    public static readonly ProblemType QueryMalformed = new(Prefix + "query-malformed", "The query cannot be read");
    public static readonly ProblemType ValuesInvalid = new(Prefix + "values-invalid", "Some values will not do");
    public static readonly ProblemType AddressTaken = new(Prefix + "address-taken", "The address is taken");
    public static readonly ProblemType TenantExists = new(Prefix + "tenant-exists", "The id cannot be had");
    public static readonly ProblemType VersionMissing = new(Prefix + "version-missing", "The version is missing");
    public static readonly ProblemType VersionChanged = new(Prefix + "version-changed", "It has changed");
    public static readonly ProblemType StorageUnavailable = new(Prefix + "storage-unavailable", "Storage is not available");
    public static readonly ProblemType Stopping = new(Prefix + "stopping", "This instance is being stopped");
    public static readonly ProblemType Unexpected = new(Prefix + "unexpected", "The fault is on our side");
}
