using System.Text;
using Functions.Http;
using Functions.Manage.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage;

/// <summary>The test sign-in of a tenant: a real one, at the real IdP, that signs nobody in.</summary>
/// <param name="tests">Starts and ends it.</param>
/// <param name="tenants">Reads tenants as stored now.</param>
/// <param name="steps">Notes the step of the guide.</param>
/// <param name="cookies">Binds the browser.</param>
/// <param name="deliveries">Takes a form to the IdP.</param>
/// <param name="options">The product's name.</param>
/// <param name="refusals">Pages for what is not there.</param>
public sealed class ManageTestFunction(
    TestSignIn tests, ListTenants tenants, SetupSteps steps, TestCookie cookies, Deliveries deliveries, AppOptions options, ManageRefusals refusals)
{
    /// <summary>Answers <c>GET /manage/tenants/{tenant}/test</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTest")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/tenants/{tenant}/test")] HttpRequest request,
        string tenant)
    {
        var visit = ManageVisit.Of(request);
        return visit.TenantId is { } id && await tenants.FindAsync(id, request.HttpContext.RequestAborted) is { } found
            ? new PageResult(TestPage.Render(options.Name, visit, found))
            : refusals.NoTenant(request.HttpContext);
    }

    /// <summary>Answers <c>POST /manage/tenants/{tenant}/test</c>: sends the browser to the IdP.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTestStart")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/test")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id || await tenants.FindAsync(id, cancellation) is null)
            return refusals.NoTenant(request.HttpContext);
        if (!steps.MayGoOn(visit.Who))
            return refusals.TooOften(request.HttpContext);
        var started = await tests.StartAsync(visit.Who, id, visit.Session!.FormToken, visit.CorrelationId, cancellation);
        if (started.Pending is not { } pending)
            return new PageResult(TestPage.RenderRefused(options.Name, visit, id, started.Refusal!), StatusCodes.Status409Conflict);
        await cookies.WriteAsync(request.HttpContext.Response, pending);
        return started.Form is { } form
            ? deliveries.SignIn(form)
            : new PageResult(TestPage.RenderOnward(options.Name, visit, started.Url!)) { Refresh = (0, started.Url) };
    }

    /// <summary>
    /// Answers <c>POST /manage/tenants/{tenant}/test/result</c>: the answer of the IdP, which the reply URL passed on. The gate has seen the
    /// session and its token; the test must be this session's, too.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">The tenant.</param>
    [Function("ManageTestResult")]
    public async Task<IResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/tenants/{tenant}/test/result")] HttpRequest request,
        string tenant)
    {
        var cancellation = request.HttpContext.RequestAborted;
        var visit = ManageVisit.Of(request);
        if (visit.TenantId is not { } id)
            return refusals.NoTenant(request.HttpContext);
        if (await cookies.ReadAsync(request) is not { } test || test.TestOf != id || test.FormToken != visit.Session!.FormToken)
            return new PageResult(TestPage.RenderGone(options.Name, visit, id), StatusCodes.Status409Conflict);
        var result = await tests.FinishAsync(visit.Who, test, Encoding.UTF8.GetBytes(visit.Field("SAMLResponse")), visit.CorrelationId, cancellation);
        // Testing again is never closed, so what the note says about the hour to mend it does not matter here.
        if (result.Attempt.Code is null)
            await steps.TryDoAsync(visit.Who, id, SetupStep.TestSignIn, isSetUp: false, visit.CorrelationId, cancellation);
        TestCookie.Delete(request.HttpContext.Response);
        return new PageResult(TestResultPage.Render(options.Name, visit, id, result));
    }
}
