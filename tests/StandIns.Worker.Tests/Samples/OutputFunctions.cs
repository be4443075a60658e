using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace StandIns.Worker.Tests.Samples;

public sealed record Person(string Name, int Age);

public sealed class OutputResult
{
    [HttpResult]
    public required IResult Response { get; init; }

    [QueueOutput("%One%", Connection = "Storage")]
    public Person? One { get; init; }

    [QueueOutput("%Many%", Connection = "Storage")]
    public IEnumerable<string>? Many { get; init; }
}

public sealed class OutputFunctions
{
    [Function("Outputs")]
    public OutputResult Outputs([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "outputs/{kind}")] HttpRequest request, string kind) => kind switch
    {
        "one" => new OutputResult { Response = Results.Accepted(), One = new Person("Zoë <&>", 7) },
        "text" => new OutputResult { Response = Results.Text("whole"), One = new Person("Ann", 41) },
        "many" => new OutputResult { Response = Results.Accepted(), Many = ["first", "second"] },
        _ => new OutputResult { Response = Results.Accepted() },
    };

    /// <summary>Answers when nobody waits for it any more.</summary>
    [Function("TooLate")]
    public async Task<OutputResult> TooLate([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "too-late")] HttpRequest request)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var watch = request.HttpContext.RequestAborted.Register(gone.SetResult);
        request.HttpContext.RequestServices.GetRequiredService<Probe>().Tell("running");
        await gone.Task;
        return new OutputResult { Response = Results.Text("whole"), One = new Person("Ann", 41) };
    }

    [Function("Returned")]
    [QueueOutput("%One%", Connection = "Storage")]
    public string? Returned([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "returned/{text?}")] HttpRequest request, string? text) => text;
}
