using Functions.Pages;
using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Http;

/// <summary>Sends a browser to the IdP with what it has to bring.</summary>
/// <param name="options">The product's name.</param>
public sealed class Deliveries(AppOptions options)
{
    /// <summary>A sign-in request that travels in a form.</summary>
    /// <param name="form">Where to, and with what.</param>
    public IResult SignIn(MessageDelivery form) => new PageResult(PostPage.RenderSignIn(options.Name, form)) { ContentSecurityPolicy = PostPage.SignInPolicy };

    /// <summary>
    /// After a form of our own: a page that goes on, not a redirect, because Chromium applies the form's form-action to redirects
    /// (docs/decisions/0012-pages.md).
    /// </summary>
    /// <param name="onward">Where to.</param>
    public IResult AfterOwnForm(SignOutOutcome.Onward onward) => onward.Delivery is { IsPost: true } form
        ? Post(form)
        : new PageResult(SignOutPage.RenderOnward(options.Name, onward.TenantName, onward.Delivery.Url)) { Refresh = (0, onward.Delivery.Url) };

    /// <summary>After a message of the IdP.</summary>
    /// <param name="request">The request that brought the message.</param>
    /// <param name="answer">Our answer.</param>
    public IResult Answer(HttpRequest request, MessageDelivery answer) =>
        answer.IsPost ? Post(answer)
        : HttpMethods.IsPost(request.Method) ? RedirectTo.SeeOther(answer.Url)
        : RedirectTo.Found(answer.Url);

    private PageResult Post(MessageDelivery form) => new(PostPage.RenderSignOut(options.Name, form)) { ContentSecurityPolicy = PostPage.PolicyFor(form.Url) };
}
