using System.Text;
using Functions.Http;
using Functions.Manage;
using Functions.Manage.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SignOn;

namespace Functions;

/// <summary>The assertion consumer service: takes the IdP's response (saml-profiles-2.0-os 4.1.3.5, saml-bindings-2.0-os 3.5).</summary>
/// <param name="accept">Verifies the response and makes the session.</param>
/// <param name="cookies">Knows which sign-ins this browser started.</param>
/// <param name="tests">Knows which test sign-in this browser started.</param>
/// <param name="options">The product's name.</param>
/// <param name="errors">Pages for refusals.</param>
/// <param name="log">Takes outages.</param>
public sealed class AcsFunction(AcceptResponse accept, RequestCookies cookies, TestCookie tests, AppOptions options, ErrorPages errors, ILogger<AcsFunction> log)
{
    /// <summary>Answers <c>POST /saml/{tenant}/acs</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("Acs")]
    public async Task<AcsAnswer> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "saml/{tenant}/acs")] HttpRequest request,
        string tenant)
    {
        var http = request.HttpContext;
        var cancellation = http.RequestAborted;
        if (!HttpMethods.IsPost(request.Method))
            return new AcsAnswer { Answer = errors.PostOnly(http, tenant) };
        var (form, problem) = await SamlForm.ReadAsync(request, cancellation);
        if (form is null)
            return new AcsAnswer { Answer = errors.BadForm(http, problem) };
        try
        {
            return await tests.FindAnsweredAsync(request, tenant, form) is { } test ? PassOn(test, form) : await AcceptAsync(http, tenant, form, cancellation);
        }
        catch (StorageUnavailableException e)
        {
            // The response may count as used by now, so trying again must mean starting again.
            Log.StorageUnavailable(log, e, "Acs");
            return new AcsAnswer { Answer = errors.Interrupted(http, tenant, e.RetryAfter) };
        }
    }

    /// <summary>Answers <c>POST /saml2-sp/{customer}/{customer}/?acs</c>, the reply URL of the pymetrics tutorial.</summary>
    /// <param name="request">The request.</param>
    /// <param name="customer">The tenant.</param>
    /// <param name="repeat">The tenant again.</param>
    [Function("CustomerAcs")]
    public Task<AcsAnswer> RunForCustomerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "saml2-sp/{customer}/{repeat}")] HttpRequest request,
        string customer,
        string repeat) => CustomerUrl.IsConsistent(customer, repeat) && CustomerUrl.HasFlag(request, "acs")
            ? RunAsync(request, customer)
            : Task.FromResult(new AcsAnswer { Answer = errors.NotFound(request.HttpContext) });

    private async Task<AcsAnswer> AcceptAsync(HttpContext http, string tenant, SamlForm form, CancellationToken cancellation)
    {
        var outcome = await accept.RunAsync(
            new AcceptRequest
            {
                TenantId = tenant,
                SamlResponse = form.SamlResponse,
                RelayState = form.RelayState,
                Pending = await cookies.ReadAsync(http.Request, form.RelayState),
                CorrelationId = Correlation.Of(http),
            },
            cancellation);
        return outcome switch
        {
            AcceptOutcome.SignedIn signedIn => SignIn(http, signedIn),
            AcceptOutcome.NobodySignedIn nobody => GoOn(http, nobody),
            AcceptOutcome.Refused refused => new AcsAnswer { Answer = errors.Refused(http, tenant, refused.Refusal, refused.IdpMessage) },
            _ => throw new InvalidOperationException("AcceptResponse gave an outcome that has no answer."),
        };
    }

    /// <summary>A test is none of this address's business: nothing is verified here, and nobody can be signed in by it.</summary>
    private AcsAnswer PassOn(PendingTest test, SamlForm form) => new()
    {
        Answer = new PageResult(TestAnswerPage.Render(options.Name, test, Encoding.UTF8.GetString(form.SamlResponse))) { ContentSecurityPolicy = TestAnswerPage.Policy },
    };

    /// <summary>Whatever session the browser has here stays: the IdP was asked, and nothing was decided.</summary>
    private static AcsAnswer GoOn(HttpContext http, AcceptOutcome.NobodySignedIn nobody)
    {
        RequestCookies.Remove(http.Response, nobody.Answered);
        return new AcsAnswer { Answer = RedirectTo.SeeOther(nobody.TargetUrl) };
    }

    /// <summary>The session's cookie is always a new one: whatever token the browser brought is replaced (no fixation).</summary>
    private static AcsAnswer SignIn(HttpContext http, AcceptOutcome.SignedIn signedIn)
    {
        SessionCookie.Write(http.Response, signedIn.SessionToken);
        if (signedIn.Answered is { } answered)
            RequestCookies.Remove(http.Response, answered);
        var target = signedIn.IsPending ? Links.SettingUp(signedIn.TargetUrl) : signedIn.TargetUrl;
        return new AcsAnswer { Answer = RedirectTo.SeeOther(target), Message = signedIn.Message };
    }
}
