namespace LocalIdp;

/// <summary>A request that Entra refuses with one of its numbered errors; becomes an error page.</summary>
internal sealed class AadstsException(int code, string message) : Exception($"AADSTS{code}: {message}")
{
    public const int AuthenticationFailed = 50012;
    public const int ReplyUrlMismatch = 50011;
    public const int UnsupportedBinding = 75003;
    public const int NotSaml = 75005;
    public const int NoMatchingAuthnContext = 75011;
    public const int BadNameIdPolicy = 75016;
    public const int UnsignedRequest = 76021;
    public const int DirectoryNotFound = 90002;
    public const int ApplicationNotFound = 700016;
    public const int NoRequest = 750054;
    public const int ComparisonNotExact = 900235;
    public const int UnsupportedPart = 900236;
    public const int BadXml = 7500525;
    public const int BadId = 7500529;

    public int Code { get; } = code;

    public bool IsNotFound => Code == DirectoryNotFound;
}
