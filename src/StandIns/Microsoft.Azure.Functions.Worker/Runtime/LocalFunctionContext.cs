using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Runtime;

internal sealed class LocalFunctionContext : FunctionContext, IAsyncDisposable
{
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
    }

    public string InvocationId { get; } = Guid.NewGuid().ToString();

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
}
