using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by a message in a storage queue.</summary>
public sealed class QueueTriggerAttribute : TriggerBindingAttribute, ITriggerPlugin
{
    private readonly string _queueName;

    /// <summary>A trigger on the given queue.</summary>
    /// <param name="queueName">The queue's name, or <c>%setting%</c>.</param>
    public QueueTriggerAttribute(string queueName) => _queueName = queueName;

    /// <summary>The queue's name.</summary>
    public string QueueName => _queueName;

    /// <summary>The setting, or section of settings, that says how to reach the storage account.</summary>
    public string? Connection { get; set; }

    string ITriggerPlugin.BindingType => "queueTrigger";

    void ITriggerPlugin.Validate(FunctionEntry function, HostSettings settings)
    {
        QueueAddress.Of(function.Where, QueueName, Connection, settings);
        QueueSettings.From(settings);
    }

    IFunctionListener ITriggerPlugin.CreateListener(FunctionEntry function, IServiceProvider services)
    {
        var settings = services.GetRequiredService<HostSettings>();
        return ActivatorUtilities.CreateInstance<QueueListener>(
            services,
            function,
            QueueAddress.Of(function.Where, QueueName, Connection, settings),
            QueueSettings.From(settings));
    }

    // The official host makes a message that was never in a queue.
    TriggerInput ITriggerPlugin.CreateManualInput(FunctionEntry function, string? input, IServiceProvider services) =>
        QueueProcessor.Input(new QueueMessage("", "", 0, "", default, default, default), input ?? "");

    bool ITriggerPlugin.TryConvert(object source, Type target, out object? value)
    {
        value = target == typeof(BinaryData) && source is string text ? BinaryData.FromString(text) : null;
        return value is not null;
    }
}
