using System.Diagnostics.CodeAnalysis;
using Saml.Xml;

namespace Saml;

/// <summary>
/// The checks of what stands in the Response itself. They run on the received document first, to refuse with the most telling error,
/// and again on the signed octets where the Response is signed. An unsigned envelope can thus only cause a refusal.
/// </summary>
internal static class EnvelopeChecks
{
    internal static bool TryCheck(ResponseShape shape, ResponseExpectations expected, DateTimeOffset now, bool signed, [NotNullWhen(false)] out SamlFailure? failure)
    {
        failure = CheckVersion(shape.Response)
            ?? CheckDestination(shape.Response, expected, signed)
            ?? CheckIssuer(shape.Issuer, expected.IdentityProvider)
            ?? CheckIssueInstant(shape.Response, now)
            ?? CheckStatus(shape);
        return failure is null;
    }

    /// <summary>saml-core-2.0-os 3.2.2 (and 2.3.3 for the assertion): ID and version.</summary>
    internal static SamlFailure? CheckVersion(XmlElement element)
    {
        if (string.IsNullOrEmpty(element.Token("ID"u8)))
        {
            return new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 1.3.4", $"The {element.LocalName} has no ID.");
        }

        string? version = element.Token("Version"u8);
        return version == "2.0"
            ? null
            : SamlFailure.Mismatch(SamlError.VersionUnsupported, "saml-core-2.0-os 4.1", $"The {element.LocalName}'s version is not supported.", "2.0", version);
    }

    /// <summary>saml-core-2.0-os 2.2.5: an issuer is an entity ID. Where the Response has none, the assertion's own says who speaks.</summary>
    internal static SamlFailure? CheckIssuer(XmlElement? issuer, IdentityProvider provider)
    {
        if (issuer is not { } element)
        {
            return null;
        }

        if (element.HasElements)
        {
            return new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 2.2.5", "The Issuer holds elements.");
        }

        string value = element.Text();
        string? format = element.Token("Format"u8);
        bool isEntity = format is null or "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
        return isEntity && value == provider.EntityId
            ? null
            : SamlFailure.Mismatch(SamlError.IssuerMismatch, "saml-profiles-2.0-os 4.1.4.2", "The issuer is not this tenant's identity provider.", provider.EntityId, isEntity ? value : format);
    }

    /// <summary>saml-core-2.0-os 3.2.2 and 2.3.3: when it was issued; a message from the future has a clock that cannot be trusted.</summary>
    internal static SamlFailure? CheckIssueInstant(XmlElement element, DateTimeOffset now)
    {
        string? text = element.Token("IssueInstant"u8);
        if (!XmlInstant.TryRead(text, out DateTimeOffset issued))
        {
            return SamlFailure.Mismatch(SamlError.SchemaViolation, "saml-core-2.0-os 1.3.3", $"The {element.LocalName} has no legal IssueInstant.", null, text);
        }

        // Differences of instants cannot overflow; instants moved by the skew can.
        return issued - now <= SamlLimits.ClockSkew
            ? null
            : SamlFailure.Mismatch(SamlError.AssertionNotYetValid, "saml-core-2.0-os 3.2.2", $"The {element.LocalName} was issued in the future; compare the clocks.", XmlInstant.Write(now), text);
    }

    /// <summary>saml-bindings-2.0-os 3.5.5.2: a signed message must say where it was sent, and it must have been sent here.</summary>
    private static SamlFailure? CheckDestination(XmlElement response, ResponseExpectations expected, bool signed)
    {
        string? destination = response.Token("Destination"u8);
        return destination == expected.AssertionConsumerUrl || (destination is null && !signed)
            ? null
            : SamlFailure.Mismatch(
                SamlError.DestinationMismatch,
                "saml-bindings-2.0-os 3.5.5.2",
                "The Response was sent to another address than this tenant's reply URL.",
                expected.AssertionConsumerUrl,
                destination);
    }

    private static SamlFailure? CheckStatus(ResponseShape shape)
    {
        if (!SamlStatus.TryRead(shape.Status, out SamlStatus read, out SamlFailure? failure))
        {
            return failure;
        }

        return read.IsSuccess
            ? null
            : SamlFailure.Mismatch(SamlError.StatusNotSuccess, "saml-core-2.0-os 3.2.2.2", "The identity provider answered with an error.", SamlStatus.Success, read.Description) with
            {
                Status = new ReportedStatus(read.Code, read.Subcode, read.Message, shape.Response.Token("InResponseTo"u8)),
            };
    }
}
