using System.Diagnostics.CodeAnalysis;
using Saml.Xml;

namespace Saml;

/// <summary>Where the parts of a samlp:Response stand (saml-core-2.0-os 3.2.2, 3.3.3). It says nothing about who signed what.</summary>
internal readonly struct ResponseShape
{
    internal required XmlElement Response { get; init; }

    internal required XmlElement? Issuer { get; init; }

    internal required XmlElement? Signature { get; init; }

    internal required XmlElement Status { get; init; }

    /// <summary>The one assertion that is not encrypted; null where there is none.</summary>
    internal required XmlElement? Assertion { get; init; }

    /// <summary>The one encrypted assertion; null where there is none. <see cref="DocumentRules"/> sees to it that there are not both.</summary>
    internal required XmlElement? EncryptedAssertion { get; init; }

    /// <summary>Finds the parts. Every child must stand in the order of the schema.</summary>
    internal static bool TryRead(XmlElement response, out ResponseShape shape, [NotNullWhen(false)] out SamlFailure? failure)
    {
        shape = default;
        XmlChildren children = response.Children;
        XmlElement? issuer = children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out XmlElement i) ? i : null;
        XmlElement? signature = children.TryTake(XmlNamespaces.Signature, "Signature"u8, out XmlElement s) ? s : null;
        children.TryTake(XmlNamespaces.Protocol, "Extensions"u8, out _);
        if (!children.TryTake(XmlNamespaces.Protocol, "Status"u8, out XmlElement status))
        {
            failure = Violation("it has no Status at its place");
            return false;
        }

        XmlElement? assertion = children.TryTake(XmlNamespaces.Assertion, "Assertion"u8, out XmlElement a) ? a : null;
        XmlElement? encrypted = children.TryTake(XmlNamespaces.Assertion, "EncryptedAssertion"u8, out XmlElement e) ? e : null;
        if (!children.IsAtEnd)
        {
            failure = Violation(children.TryPeek(out XmlElement stranger) ? $"'{SamlFailure.Quote(stranger.LocalName)}' stands where the schema allows none" : "it holds text");
            return false;
        }

        shape = new ResponseShape
        {
            Response = response,
            Issuer = issuer,
            Signature = signature,
            Status = status,
            Assertion = assertion,
            EncryptedAssertion = encrypted,
        };
        failure = null;
        return true;
    }

    private static SamlFailure Violation(string why) =>
        new(SamlError.SchemaViolation, "saml-core-2.0-os 3.3.3", $"The Response is not valid: {why}.");
}
