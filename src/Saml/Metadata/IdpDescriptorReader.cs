using System.Diagnostics.CodeAnalysis;
using Saml.Xml;

namespace Saml;

/// <summary>Reads an IDPSSODescriptor (saml-metadata-2.0-os 2.4.3). Entra's WS-Federation RoleDescriptors stand beside it and are not looked at.</summary>
internal static class IdpDescriptorReader
{
    internal static bool TryRead(
        IdpMetadata.Entity entity,
        DateTimeOffset now,
        [NotNullWhen(true)] out IdpDescription? description,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        description = null;
        var keys = new List<IdpSigningKey>();
        var warnings = new List<string>();
        var formats = new List<string>();
        string? ssoRedirect = null, ssoPost = null;
        XmlElement? sloRedirect = null, sloPost = null;
        XmlChildren children = entity.Descriptor.Children;
        while (children.TryTake(out XmlElement child))
        {
            if (child.Is(XmlNamespaces.Metadata, "KeyDescriptor"u8))
            {
                ReadKeys(child, keys, warnings);
            }
            else if (child.Is(XmlNamespaces.Metadata, "NameIDFormat"u8))
            {
                formats.Add(child.TokenText());
            }
            else if (child.Is(XmlNamespaces.Metadata, "SingleSignOnService"u8))
            {
                ssoRedirect ??= LocationFor(child, Bindings.HttpRedirect);
                ssoPost ??= LocationFor(child, Bindings.HttpPost);
            }
            else if (child.Is(XmlNamespaces.Metadata, "SingleLogoutService"u8))
            {
                sloRedirect ??= LocationFor(child, Bindings.HttpRedirect) is null ? null : child;
                sloPost ??= LocationFor(child, Bindings.HttpPost) is null ? null : child;
            }
        }

        failure = keys.Count == 0
            ? IdpMetadata.Unusable(string.Join(' ', warnings.Prepend("The identity provider publishes no signing certificate that can be used.")))
            : ssoRedirect is null && ssoPost is null
                ? IdpMetadata.Unusable("The identity provider has no SingleSignOnService for HTTP-Redirect or HTTP-POST with an http(s) address.")
                : null;
        description = failure is not null ? null : new IdpDescription
        {
            EntityId = entity.EntityId,
            SigningKeys = keys,
            SsoRedirectUrl = ssoRedirect,
            SsoPostUrl = ssoPost,
            SloRedirectUrl = Location(sloRedirect, "Location"u8),
            SloRedirectResponseUrl = Location(sloRedirect, "ResponseLocation"u8),
            SloPostUrl = Location(sloPost, "Location"u8),
            SloPostResponseUrl = Location(sloPost, "ResponseLocation"u8),
            NameIdFormats = formats,
            WantAuthnRequestsSigned = entity.Descriptor.Token("WantAuthnRequestsSigned"u8) is "true" or "1",
            ValidUntil = entity.ValidUntil,
            CacheDuration = entity.CacheDuration,
            Warnings = [.. warnings, .. keys.Where(k => k.NotAfter < now).Select(k => $"The certificate {k.Thumbprint} has expired ({XmlInstant.Write(k.NotAfter)}).")],
        };
        return description is not null;
    }

    /// <summary>
    /// saml-metadata-2.0-os 2.4.1.1: no use means both uses; all certificates of all KeyInfos are the IdP's. One that cannot be used does
    /// not spoil those beside it: an old weak key often stays published for a while.
    /// </summary>
    private static void ReadKeys(XmlElement descriptor, List<IdpSigningKey> keys, List<string> warnings)
    {
        if (descriptor.Token("use"u8) is not (null or "signing"))
        {
            return;
        }

        XmlChildren children = descriptor.Children;
        while (children.TryTake(out XmlElement keyInfo))
        {
            foreach (string base64 in keyInfo.Is(XmlNamespaces.Signature, "KeyInfo"u8) ? Certificates(keyInfo) : [])
            {
                if (!Base64Text.TryDecode(base64, out byte[]? der))
                {
                    warnings.Add("A signing certificate is not base64 and was left out.");
                }
                else if (!IdpSigningKey.TryCreate(der, out IdpSigningKey? key, out SamlFailure? unusable))
                {
                    warnings.Add("A signing certificate was left out. " + unusable.Detail);
                }
                else if (!keys.Exists(k => k.Thumbprint == key.Thumbprint))
                {
                    keys.Add(key);
                }
            }
        }
    }

    private static IEnumerable<string> Certificates(XmlElement keyInfo)
    {
        XmlChildren children = keyInfo.Children;
        while (children.TryTake(out XmlElement data))
        {
            XmlChildren inner = data.Children;
            while (data.Is(XmlNamespaces.Signature, "X509Data"u8) && inner.TryTake(out XmlElement certificate))
            {
                if (certificate.Is(XmlNamespaces.Signature, "X509Certificate"u8))
                {
                    yield return certificate.Text();
                }
            }
        }
    }

    /// <summary>
    /// Only whole web addresses are taken: a browser is going to be sent there, in a Location header, with a query added. So nothing that
    /// needs escaping, which could break the header, and no fragment, which would swallow the query.
    /// </summary>
    private static string? LocationFor(XmlElement endpoint, string binding) =>
        endpoint.Token("Binding"u8) == binding ? Location(endpoint, "Location"u8) : null;

    private static string? Location(XmlElement? endpoint, ReadOnlySpan<byte> attribute)
    {
        string? location = endpoint?.Token(attribute);
        return location is not null
            && Uri.IsWellFormedUriString(location, UriKind.Absolute)
            && !location.Contains('#', StringComparison.Ordinal)
            && new Uri(location).Scheme is "https" or "http"
            ? location
            : null;
    }
}
