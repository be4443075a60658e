using System.Buffers;
using System.Buffers.Text;
using Saml.Xml;

namespace Saml;

/// <summary>
/// What a response says of itself, whether or not anybody vouches for it: for traces that tell people why it was refused. Never decide by
/// it; <see cref="VerifiedResponse"/> alone is proof. It holds no name identifier and no attribute value.
/// </summary>
public sealed record ResponseOutline
{
    /// <summary>Where the response says it was sent; null when it does not say.</summary>
    public string? Destination { get; init; }

    /// <summary>The issuer of the Response; null when it names none.</summary>
    public string? Issuer { get; init; }

    /// <summary>When the Response was issued (UTC); null when it does not say so legally.</summary>
    public DateTimeOffset? IssueInstant { get; init; }

    /// <summary>The request that it answers; null for an unsolicited response.</summary>
    public string? InResponseTo { get; init; }

    /// <summary>The status codes, joined; not the message, which is for people and may name one.</summary>
    public string? Status { get; init; }

    /// <summary>The signature of the Response; null when it is not signed.</summary>
    public SignatureOutline? Signature { get; init; }

    /// <summary>Whether the assertion is encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The assertion; null when there is none, or none that can be read.</summary>
    public AssertionOutline? Assertion { get; init; }

    /// <summary>Reads the outline of a response that nobody has verified.</summary>
    /// <param name="samlResponse">The form field SAMLResponse; base64.</param>
    /// <returns>The outline; null when this is no Response that can be read.</returns>
    public static ResponseOutline? Read(ReadOnlySpan<byte> samlResponse)
    {
        if (samlResponse.Length > SamlLimits.MaxEncodedMessageBytes)
        {
            return null;
        }

        using PooledBuffer message = new(Base64.GetMaxDecodedFromUtf8Length(samlResponse.Length));
        Span<byte> room = message.Reserve(Base64.GetMaxDecodedFromUtf8Length(samlResponse.Length));
        if (Base64.DecodeFromUtf8(samlResponse, room, out _, out int decoded) != OperationStatus.Done || decoded == 0)
        {
            return null;
        }

        message.Advance(decoded);
        if (!XmlParser.TryParse(message.Array, message.Length, XmlLimits.Message, out XmlTree? tree, out _))
        {
            return null;
        }

        using (tree)
        {
            return new OutlineSketch().Finish(tree, verified: false);
        }
    }
}
