using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace StandIns.Worker.Tests.Samples;

/// <summary>A service with one instance per invocation.</summary>
public sealed class InvocationScope : IDisposable
{
    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}

public sealed class ScopeFunctions(InvocationScope scope)
{
    [Function("Scope")]
    public IResult Scope([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        var probe = context.InstanceServices.GetRequiredService<Probe>();
        var inContext = context.InstanceServices.GetRequiredService<InvocationScope>();
        var inRequest = request.HttpContext.RequestServices.GetRequiredService<InvocationScope>();
        probe.Tell(ReferenceEquals(scope, inContext) && ReferenceEquals(scope, inRequest) ? scope : null);
        return Results.Text($"{context.FunctionDefinition.Name} {context.GetHttpContext()!.Request.Path}");
    }
}
