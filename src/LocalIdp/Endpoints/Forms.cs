using Microsoft.AspNetCore.Http;

namespace LocalIdp;

/// <summary>What the two endpoints with an account page share.</summary>
internal static class Forms
{
    /// <exception cref="AadstsException">The body is no form.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpContext http) => http.Request.HasFormContentType
        ? await http.Request.ReadFormAsync(http.RequestAborted)
        : throw new AadstsException(AadstsException.NotSaml, "The body must be a form (application/x-www-form-urlencoded).");

    /// <summary>The self-sending form with the Response for the chosen account.</summary>
    public static IResult Respond(IdpContext context, SignIn signIn, IFormCollection form)
    {
        var user = context.Options.Users.FirstOrDefault(user => user.ObjectId.ToString() == form[AccountPage.UserField])
            ?? throw new BadHttpRequestException("Choose one of the accounts on the page.");
        if (!user.IsAssigned)
        {
            var refusal = context.Responses.DescribeNotAssigned(signIn, user);
            return PostPage.Show(signIn.ReplyUrl, context.Responses.Sign(signIn.Application, refusal), signIn.RelayState);
        }

        var response = context.Responses.Describe(signIn, user);
        var xml = context.Responses.Sign(signIn.Application, response);
        context.Notes.Add(new SessionNote(signIn.Application.AppId, user.UserPrincipalName, response.NameId, response.NameIdFormat, response.SessionIndex));
        Log.SignedIn(context.Logger, user.UserPrincipalName, signIn.Application.Name, signIn.InResponseTo);
        return PostPage.Show(signIn.ReplyUrl, xml, signIn.RelayState);
    }
}
