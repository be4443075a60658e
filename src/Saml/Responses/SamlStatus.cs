using System.Diagnostics.CodeAnalysis;
using Saml.Xml;

namespace Saml;

/// <summary>A samlp:Status (saml-core-2.0-os 3.2.2.1 to 3.2.2.3): the codes are the reason, the message is for people.</summary>
internal readonly record struct SamlStatus(string Code, string? Subcode, string? Message)
{
    internal const string Success = "urn:oasis:names:tc:SAML:2.0:status:Success";

    internal bool IsSuccess => Code == Success;

    internal bool IsPartialLogout => Subcode == "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";

    /// <summary>Codes and message in one line. Entra puts its AADSTS text into the message: shown, never branched on.</summary>
    internal string Description => string.Join(" / ", new[] { Code, Subcode, Message }.Where(part => !string.IsNullOrWhiteSpace(part)));

    internal static bool TryRead(XmlElement status, out SamlStatus read, [NotNullWhen(false)] out SamlFailure? failure)
    {
        XmlChildren children = status.Children;
        if (!children.TryTake(XmlNamespaces.Protocol, "StatusCode"u8, out XmlElement code) || code.Token("Value"u8) is not { } value)
        {
            read = default;
            failure = new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 3.2.2.2", "The Status has no StatusCode with a Value.");
            return false;
        }

        XmlChildren inner = code.Children;
        string? second = inner.TryTake(XmlNamespaces.Protocol, "StatusCode"u8, out XmlElement subcode) ? subcode.Token("Value"u8) : null;
        string? message = children.TryTake(XmlNamespaces.Protocol, "StatusMessage"u8, out XmlElement text) ? text.Text() : null;
        read = new SamlStatus(value, second, message);
        failure = null;
        return true;
    }
}
