using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>
/// An AuthnRequest as it came over one of the two bindings. The account page sends the same fields back,
/// so that the server keeps nothing between the pages.
/// </summary>
internal sealed record SignInMessage
{
    /// <summary>Name of the hidden field that carries the query of the Redirect binding, octet by octet.</summary>
    public const string QueryField = "RedirectQuery";

    public required string Xml { get; init; }

    public string? RelayState { get; init; }

    public string? LoginHint { get; init; }

    /// <summary>The query as it stood in the URL, when the Redirect binding was used.</summary>
    public RawQuery? Query { get; init; }

    /// <summary>Hidden fields that bring this message back.</summary>
    public required IReadOnlyList<(string Name, string Value)> Fields { get; init; }

    /// <summary>Bindings 3.4.4.1.</summary>
    public static SignInMessage FromRedirect(string queryString)
    {
        var query = RawQuery.Parse(queryString);
        return new()
        {
            Xml = MessageCodec.DecodeRedirect(query.Value("SAMLRequest") ?? throw NoRequest("query")),
            RelayState = query.Value("RelayState"),
            LoginHint = query.Value("login_hint"),
            Query = query,
            Fields = [(QueryField, queryString)],
        };
    }

    /// <summary>Bindings 3.5.4.</summary>
    public static SignInMessage FromPost(IFormCollection form)
    {
        var request = Single(form, "SAMLRequest") ?? throw NoRequest("form");
        var relayState = Single(form, "RelayState");
        return new()
        {
            Xml = MessageCodec.DecodePost(request),
            RelayState = relayState,
            Fields = relayState is null ? [("SAMLRequest", request)] : [("SAMLRequest", request), ("RelayState", relayState)],
        };
    }

    /// <summary>What the account page sent back.</summary>
    public static SignInMessage FromPage(IFormCollection form)
        => Single(form, QueryField) is { } query ? FromRedirect(query) : FromPost(form);

    private static string? Single(IFormCollection form, string name) => form[name] switch
    {
        [] => null,
        [var value] => value,
        _ => throw new AadstsException(AadstsException.NotSaml, $"The form has the field {name} more than once."),
    };

    private static AadstsException NoRequest(string place)
        => new(AadstsException.NoRequest, $"The {place} has no SAMLRequest. Start at the application's sign-on URL or at its tile.");
}
