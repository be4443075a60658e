using System.Xml;

namespace LocalIdp;

/// <summary>Reads AuthnRequests strictly: the schema's attributes, and its elements in the schema's order.</summary>
internal static class AuthnRequestReader
{
    private static readonly HashSet<string> Attributes =
    [
        "ID", "Version", "IssueInstant", "Destination", "Consent", "ForceAuthn", "IsPassive", "ProtocolBinding",
        "AssertionConsumerServiceIndex", "AssertionConsumerServiceURL", "AttributeConsumingServiceIndex", "ProviderName",
    ];

    private static readonly string[] Order =
        ["Issuer", "Signature", "Extensions", "Subject", "NameIDPolicy", "Conditions", "RequestedAuthnContext", "Scoping"];

    /// <exception cref="AadstsException">The text is no AuthnRequest that Entra would take.</exception>
    public static AuthnRequest Read(string xml)
    {
        var document = Load(xml);
        var root = document.DocumentElement!;
        if (root is not { LocalName: "AuthnRequest", NamespaceURI: SamlUris.Protocol })
            throw NotSaml($"The message is <{root.LocalName}>; this endpoint takes a samlp:AuthnRequest.");
        CheckAttributes(root);
        var children = Children(root);
        var context = children.GetValueOrDefault("RequestedAuthnContext");
        return new()
        {
            Document = document,
            Id = ReadId(root),
            Issuer = children.GetValueOrDefault("Issuer")?.InnerText ?? throw NotSaml("The request has no Issuer."),
            Destination = Optional(root, "Destination"),
            ReplyUrl = Optional(root, "AssertionConsumerServiceURL"),
            ProtocolBinding = Optional(root, "ProtocolBinding"),
            IsPassive = ReadBoolean(root, "IsPassive"),
            NameIdFormat = children.GetValueOrDefault("NameIDPolicy") is { } policy ? Optional(policy, "Format") : null,
            AuthnContexts = context is null ? [] : ReadContexts(context),
            Comparison = context is null ? "exact" : Optional(context, "Comparison") ?? "exact",
        };
    }

    private static XmlDocument Load(string xml)
    {
        try
        {
            return XmlText.Load(xml);
        }
        catch (XmlException error)
        {
            throw new AadstsException(
                AadstsException.BadXml,
                $"The SAML message is not well-formed XML at line {error.LineNumber}, position {error.LinePosition}: {error.Message}");
        }
    }

    private static void CheckAttributes(XmlElement root)
    {
        foreach (XmlAttribute attribute in root.Attributes)
        {
            if (attribute.NamespaceURI.Length == 0 && !Attributes.Contains(attribute.Name))
                throw NotSaml($"AuthnRequest has no attribute '{attribute.Name}'.");
        }

        if (Optional(root, "Version") != "2.0") throw NotSaml("Version must be 2.0.");
        if (!IsUtc(Optional(root, "IssueInstant"))) throw NotSaml("IssueInstant must be a UTC time such as 2026-01-31T12:00:00Z.");
        ReadBoolean(root, "ForceAuthn");
    }

    private static Dictionary<string, XmlElement> Children(XmlElement root)
    {
        var children = new Dictionary<string, XmlElement>();
        var last = -1;
        foreach (var child in root.ChildNodes.OfType<XmlElement>())
        {
            var at = Array.IndexOf(Order, child.LocalName);
            if (at < 0 || child.NamespaceURI != NamespaceOf(child.LocalName)) throw NotSaml($"AuthnRequest cannot contain <{child.Name}>.");
            if (at <= last) throw NotSaml($"<{child.Name}> is doubled or stands in the wrong place.");
            last = at;
            children.Add(child.LocalName, child);
        }

        if (children.ContainsKey("Subject"))
            throw new AadstsException(
                AadstsException.UnsupportedPart,
                "A request cannot have a Subject. Name the user with the login_hint query parameter.");
        return children;
    }

    private static string NamespaceOf(string name) => name switch
    {
        "Issuer" or "Subject" or "Conditions" => SamlUris.Assertion,
        "Signature" => SamlUris.Signature,
        _ => SamlUris.Protocol,
    };

    private static string ReadId(XmlElement root)
    {
        var id = Optional(root, "ID") ?? throw NotSaml("The request has no ID.");
        try
        {
            return XmlConvert.VerifyNCName(id);
        }
        catch (Exception error) when (error is XmlException or ArgumentException)
        {
            throw new AadstsException(
                AadstsException.BadId, $"'{id}' is not a SAML ID. An ID starts with a letter or an underscore, not with a digit.");
        }
    }

    private static List<string> ReadContexts(XmlElement context)
        => [.. context.ChildNodes.OfType<XmlElement>()
            .Where(child => child is { LocalName: "AuthnContextClassRef", NamespaceURI: SamlUris.Assertion })
            .Select(child => child.InnerText.Trim())];

    private static bool ReadBoolean(XmlElement element, string name) => Optional(element, name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw NotSaml($"{name} must be true or false."),
    };

    private static bool IsUtc(string? time)
    {
        try
        {
            return time is not null && time.EndsWith('Z') && XmlConvert.ToDateTimeOffset(time).Offset == TimeSpan.Zero;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string? Optional(XmlElement element, string name) => element.GetAttributeNode(name)?.Value;

    private static AadstsException NotSaml(string message)
        => new(AadstsException.NotSaml, $"The request is not a valid SAML 2.0 message. {message}");
}
