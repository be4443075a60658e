using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends the returned value, or a property of it, to a storage queue.</summary>
public sealed class QueueOutputAttribute : OutputBindingAttribute, IOutputPlugin
{
    private readonly string _queueName;
    private string? _where;

    /// <summary>An output to the given queue.</summary>
    /// <param name="queueName">The queue's name, or <c>%setting%</c>.</param>
    public QueueOutputAttribute(string queueName) => _queueName = queueName;

    /// <summary>The queue's name.</summary>
    public string QueueName => _queueName;

    /// <summary>The setting, or section of settings, that says how to reach the storage account.</summary>
    public string? Connection { get; set; }

    string IOutputPlugin.BindingType => "queue";

    void IOutputPlugin.Validate(FunctionEntry function, HostSettings settings)
    {
        _where = function.Where;
        QueueAddress.Of(_where, QueueName, Connection, settings);
    }

    IOutputSender IOutputPlugin.CreateSender(IServiceProvider services)
    {
        var settings = services.GetRequiredService<HostSettings>();
        return ActivatorUtilities.CreateInstance<QueueOutputSender>(
            services,
            QueueAddress.Of(_where ?? "", QueueName, Connection, settings),
            QueueSettings.From(settings));
    }
}
