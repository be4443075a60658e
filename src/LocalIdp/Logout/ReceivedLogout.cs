using System.Xml;

namespace LocalIdp;

/// <summary>A logout message of an application, read and, where the application's certificate is known, verified.</summary>
internal sealed record ReceivedLogout
{
    public required string Id { get; init; }

    public required LocalIdpApplication Application { get; init; }

    public required string NameId { get; init; }

    public required IReadOnlyList<string> SessionIndexes { get; init; }

    /// <exception cref="AadstsException">The text is no LogoutRequest of a registered application.</exception>
    public static ReceivedLogout Read(string xml, RawQuery? query, LocalIdpOptions options, IdpUrls urls)
    {
        var (document, root) = Load(xml, "LogoutRequest");
        var id = root.GetAttribute("ID");
        if (id.Length == 0 || root.GetAttribute("Version") != "2.0") throw NotSaml("A LogoutRequest has an ID and Version 2.0.");
        if (root.GetAttribute("Destination") is { Length: > 0 } destination && destination != urls.Logout)
            throw NotSaml($"The request's Destination is '{destination}', but this endpoint is '{urls.Logout}'.");
        var issuer = Child(root, "Issuer", SamlUris.Assertion)?.InnerText ?? throw NotSaml("The request has no Issuer.");
        var application = options.Applications.FirstOrDefault(app => app.Identifiers.Contains(issuer, StringComparer.Ordinal))
            ?? throw new AadstsException(AadstsException.ApplicationNotFound, $"No application with the identifier '{issuer}' is registered in the directory '{options.DirectoryName}'.");
        RequestSignature.Check(query, document, id, application);
        return new()
        {
            Id = id,
            Application = application,
            NameId = Child(root, "NameID", SamlUris.Assertion)?.InnerText ?? throw NotSaml("The request has no NameID."),
            SessionIndexes = [.. root.ChildNodes.OfType<XmlElement>().Where(e => e is { LocalName: "SessionIndex", NamespaceURI: SamlUris.Protocol }).Select(e => e.InnerText)],
        };
    }

    /// <summary>The status codes of an application's answer, in one line.</summary>
    /// <exception cref="AadstsException">The text is no LogoutResponse.</exception>
    public static string ReadStatus(string xml)
    {
        var (_, root) = Load(xml, "LogoutResponse");
        return string.Join(" / ", root.GetElementsByTagName("StatusCode", SamlUris.Protocol).OfType<XmlElement>().Select(e => e.GetAttribute("Value")));
    }

    private static (XmlDocument Document, XmlElement Root) Load(string xml, string name)
    {
        try
        {
            var document = XmlText.Load(xml);
            return document.DocumentElement is { NamespaceURI: SamlUris.Protocol } root && root.LocalName == name
                ? (document, root)
                : throw NotSaml($"This endpoint takes a samlp:{name} here.");
        }
        catch (XmlException error)
        {
            throw new AadstsException(AadstsException.BadXml, $"The SAML message is not well-formed XML: {error.Message}");
        }
    }

    private static XmlElement? Child(XmlElement root, string name, string ns)
        => root.ChildNodes.OfType<XmlElement>().FirstOrDefault(e => e.LocalName == name && e.NamespaceURI == ns);

    private static AadstsException NotSaml(string message) => new(AadstsException.NotSaml, $"The request is not a valid SAML 2.0 message. {message}");
}
