using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.Worker.Tests.Samples;

public sealed class BindingFunctions
{
    [Function("Token")]
    public IResult Token([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "token")] HttpRequest request, CancellationToken cancellation) =>
        Results.Text(cancellation.CanBeCanceled ? "a token" : "none");

    [Function("Named")]
    public async Task<IResult> Named([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "named/{id}")] HttpRequest request, string id, string? note, string? code)
    {
        using var body = new StreamReader(request.Body);
        return Results.Text($"{id},{note},{code},{await body.ReadToEndAsync()}");
    }

    [Function("Query")]
    public IResult Query([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "query")] HttpRequest request) => Results.Text(request.QueryString.Value);
}
