using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>Takes AuthnRequests over both bindings, lets the user choose, and sends the Response.</summary>
internal sealed class SignOnEndpoint(IdpContext context)
{
    public const string PickRoute = "/{directoryId}/saml2/pick";

    public Task<IResult> Redirect(HttpContext http)
        => Task.FromResult<IResult>(Choose(SignInMessage.FromRedirect(http.Request.QueryString.Value ?? "")));

    public async Task<IResult> Post(HttpContext http) => Choose(SignInMessage.FromPost(await Forms.ReadAsync(http)));

    /// <summary>Checks the request once more: the page's fields came from a browser.</summary>
    public async Task<IResult> Pick(HttpContext http)
    {
        var form = await Forms.ReadAsync(http);
        var signIn = SignInCheck.Accept(SignInMessage.FromPage(form), context.Options, context.Urls);
        return Forms.Respond(context, signIn, form);
    }

    private Page Choose(SignInMessage message)
    {
        var signIn = SignInCheck.Accept(message, context.Options, context.Urls);
        if (signIn.IsPassive)
        {
            var refusal = context.Responses.Sign(signIn.Application, context.Responses.DescribeNoPassive(signIn));
            return PostPage.Show(signIn.ReplyUrl, refusal, signIn.RelayState);
        }

        var action = PickRoute.Replace("{directoryId}", context.Options.DirectoryId.ToString(), StringComparison.Ordinal);
        return AccountPage.Show(context.Options, signIn.Application, action, message.Fields, message.LoginHint);
    }
}
