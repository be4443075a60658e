using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.Worker.Tests.Samples;

public sealed class FailingFunctions
{
    [Function("Throws")]
    public IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("secret detail");

    [Function("ThrowsLater")]
    public async Task<IResult> ThrowsLater([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["X-Left"] = "over";
        await Task.Yield();
        throw new InvalidOperationException("secret detail");
    }

    [Function("ThrowsMidway")]
    public async Task<IResult> ThrowsMidway([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("begun");
        throw new InvalidOperationException("secret detail");
    }

    [Function("NoResult")]
    public string NoResult([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "not a response";
}
