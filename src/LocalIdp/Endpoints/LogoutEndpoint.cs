using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalIdp;

/// <summary>Single logout in both directions: takes applications' requests and answers, and starts requests of its own.</summary>
internal sealed class LogoutEndpoint(IdpContext context)
{
    public Task<IResult> Redirect(HttpContext http)
    {
        var query = RawQuery.Parse(http.Request.QueryString.Value ?? "");
        return Task.FromResult(
            query.Value("SAMLRequest") is { } request ? Obey(MessageCodec.DecodeRedirect(request), query, query.Value("RelayState"))
            : query.Value("SAMLResponse") is { } response ? Told(MessageCodec.DecodeRedirect(response))
            : SignedOutPage.Show(context, result: null));
    }

    public async Task<IResult> Post(HttpContext http)
    {
        var form = await Forms.ReadAsync(http);
        return form["SAMLRequest"] is [{ } request] ? Obey(MessageCodec.DecodePost(request), query: null, form["RelayState"])
            : form["SAMLResponse"] is [{ } response] ? Told(MessageCodec.DecodePost(response))
            : throw new AadstsException(AadstsException.NoRequest, "The form has neither SAMLRequest nor SAMLResponse.");
    }

    /// <summary>Sends a request for one of the remembered sessions: as Entra does when an account is signed out elsewhere.</summary>
    public Task<IResult> Start(HttpContext http)
    {
        var notes = context.Notes.All;
        var note = int.TryParse(http.GetRouteValue("session") as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < notes.Count
            ? notes[number]
            : throw new BadHttpRequestException("There is no such session any more. Open the sign-out page again.");
        var application = context.Application(note.AppId.ToString());
        if (application.LogoutUrl is not { } url) throw new BadHttpRequestException($"'{application.Name}' has no Logout URL.");
        context.Notes.End(note.AppId, note.NameId ?? "", note.SessionIndex is { } index ? [index] : []);
        var request = context.DescribeLogoutRequest(application) with
        {
            NameId = note.NameId,
            NameIdFormat = note.NameIdFormat,
            SessionIndexes = note.SessionIndex is null ? [] : [note.SessionIndex],
        };
        return Task.FromResult(Results.Redirect(RedirectMessage.Url(url, "SAMLRequest", LogoutXml.Request(request), relayState: null, context.Keys.SigningOf(note.AppId).Signature)));
    }

    private IResult Obey(string xml, RawQuery? query, string? relayState)
    {
        var request = ReceivedLogout.Read(xml, query, context.Options, context.Urls);
        context.Notes.End(request.Application.AppId, request.NameId, request.SessionIndexes);
        if (request.Application.LogoutUrl is not { } url) return SignedOutPage.Show(context, result: null);
        string[] status = request.Application.PartialLogout ? [SamlUris.Responder, SamlUris.PartialLogout] : [SamlUris.Success];
        var response = LogoutXml.Response(context.Options.Clock.GetUtcNow(), url, EntraNames.LogoutIssuer(context.Options.DirectoryId), request.Id, status);
        return Results.Redirect(RedirectMessage.Url(url, "SAMLResponse", response, relayState, context.Keys.SigningOf(request.Application.AppId).Signature));
    }

    private Page Told(string xml) => SignedOutPage.Show(context, ReceivedLogout.ReadStatus(xml));
}
