using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Runtime;

internal sealed class LocalFunctionContext : FunctionContext, IAsyncDisposable
{
    private static readonly NoRetry FirstTry = new();

    private readonly InvocationBindings _bindings;
    private readonly IServiceScopeFactory _scopes;
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;

    public LocalFunctionContext(InvocationBindings bindings, IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        _bindings = bindings;
        _scopes = scopes;
        CancellationToken = cancellationToken;
        Features.Set(bindings);
        BindingContext = new LocalBindingContext(bindings.Input.Metadata);
    }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => _bindings.Function.Name;

    public override TraceContext TraceContext { get; } = new CurrentTrace(Activity.Current);

    public override BindingContext BindingContext { get; }

    public override RetryContext RetryContext => FirstTry;

    public override FunctionDefinition FunctionDefinition => _bindings.Function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new LocalFeatures();

    public override CancellationToken CancellationToken { get; }

    public override IServiceProvider InstanceServices
    {
        get => _services ??= (_scope ??= _scopes.CreateAsyncScope()).ServiceProvider;
        set => _services = value;
    }

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    // Retry policies (attributes on the method) are outside the slice that the stand-in covers.
    private sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }

    private sealed class CurrentTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }
}
