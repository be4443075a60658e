using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.Worker.Tests.Samples;

public sealed class RouteFunctions
{
    [Function("Number")]
    public IResult Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{n:int}")] HttpRequest request, int n) =>
        Results.Text($"{request.Method} {n}");

    [Function("Code")]
    public IResult Code([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "codes/{code:regex(^[a-z]{{2}}$)}")] HttpRequest request, string code) =>
        Results.Text(code);

    [Function("Optional")]
    public Task<IResult> Optional(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{first}/{second?}")] HttpRequest request,
        string first,
        string? second) => Task.FromResult(Results.Text($"{first},{second ?? "none"}"));

    [Function("Rest")]
    public static IResult Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rest/{*path}")] HttpRequest request, string? path) =>
        Results.Text(path ?? "none");

    [Function("ByName")]
    public IResult ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("by name");

    [Function("Read")]
    public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same")] HttpRequest request) => Results.Text("read");

    [Function("Write")]
    public IResult Write([HttpTrigger(AuthorizationLevel.Anonymous, "post", "put", Route = "same")] HttpRequest request) => Results.Text("write");

    [Function("Root")]
    public IResult Root([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{root:maxlength(0)?}")] HttpRequest request) => Results.Text("root");

    [Function("Id")]
    public IResult Id([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ids/{id}")] HttpRequest request, Guid id) => Results.Text($"{id:N}");

    [Function("Box")]
    public IResult Box([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "boxes/{name}")] HttpRequest request, string name) => Results.Text($"box {name}");

    [Function("BoxNew")]
    public IResult BoxNew([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "boxes/new")] HttpRequest request) => Results.Text("new box");

    [Function("cupNew")]
    public IResult CupNew([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cups/new")] HttpRequest request) => Results.Text("new cup");

    [Function("CupZ")]
    public IResult Cup([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cups/{name}")] HttpRequest request, string name) => Results.Text($"cup {name}");
}
