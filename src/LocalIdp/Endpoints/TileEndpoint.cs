using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalIdp;

/// <summary>The IdP-initiated tile: choose an account, then send an unsolicited Response (Profiles 4.1.5).</summary>
internal sealed class TileEndpoint(IdpContext context)
{
    public Task<IResult> Choose(HttpContext http)
    {
        var application = Application(http);
        return Task.FromResult<IResult>(AccountPage.Show(context.Options, application, http.Request.Path, [], loginHint: null));
    }

    public async Task<IResult> Pick(HttpContext http)
    {
        var signIn = SignIn.Unsolicited(Application(http));
        return Forms.Respond(context, signIn, await Forms.ReadAsync(http));
    }

    private LocalIdpApplication Application(HttpContext http)
    {
        var application = context.Application(http.GetRouteValue("appId") as string);
        return application.IdpInitiated
            ? application
            : throw new BadHttpRequestException($"'{application.Name}' starts its sign-ins itself, at {application.SignOnUrl}.");
    }
}
