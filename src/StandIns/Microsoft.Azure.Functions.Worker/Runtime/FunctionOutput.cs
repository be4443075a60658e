using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>One output of a function: the returned value, or a property of it.</summary>
internal sealed class FunctionOutput(PropertyInfo? property, IOutputPlugin plugin)
{
    public const string ReturnName = "$return";

    private IOutputSender? _sender;

    public PropertyInfo? Property { get; } = property;

    public IOutputPlugin Plugin { get; } = plugin;

    public string Name { get; } = property?.Name ?? ReturnName;

    public Task SendAsync(object value, IServiceProvider services, CancellationToken cancellationToken)
    {
        // Two first calls at once may make two senders; both work, one stays.
        _sender ??= Plugin.CreateSender(services);
        return _sender?.SendAsync(value, cancellationToken) ?? Task.CompletedTask;
    }
}
