using System.Xml;

namespace LocalIdp;

/// <summary>What a well-formed AuthnRequest (Core 3.4.1) asks for.</summary>
internal sealed record AuthnRequest
{
    public required string Id { get; init; }

    public required string Issuer { get; init; }

    public string? Destination { get; init; }

    public string? ReplyUrl { get; init; }

    public string? ProtocolBinding { get; init; }

    public bool IsPassive { get; init; }

    /// <summary>NameIDPolicy's Format.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>Wanted authentication context classes; empty when the request does not care.</summary>
    public IReadOnlyList<string> AuthnContexts { get; init; } = [];

    /// <summary>RequestedAuthnContext's Comparison; exact when absent.</summary>
    public string Comparison { get; init; } = "exact";

    /// <summary>The document, for its enveloped signature.</summary>
    public required XmlDocument Document { get; init; }
}
