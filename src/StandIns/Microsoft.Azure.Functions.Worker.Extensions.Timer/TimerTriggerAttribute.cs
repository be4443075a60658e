using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by a schedule, in UTC.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute, ITriggerPlugin
{
    /// <summary>A trigger with the given schedule.</summary>
    /// <param name="schedule">
    /// A cron expression with five fields, or six with seconds first; a time span such as <c>00:05:00</c>; or <c>%setting%</c>.
    /// </param>
    public TimerTriggerAttribute(string schedule) => Schedule = schedule;

    /// <summary>The schedule.</summary>
    public string Schedule { get; private set; }

    string ITriggerPlugin.BindingType => "timerTrigger";

    void ITriggerPlugin.Validate(FunctionEntry function, HostSettings settings) => TimerSchedule.Of(function, this, settings);

    IFunctionListener ITriggerPlugin.CreateListener(FunctionEntry function, IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<TimerListener>(services, function, this);

    TriggerInput ITriggerPlugin.CreateManualInput(FunctionEntry function, string? input, IServiceProvider services) => TimerListener.Input();

    bool ITriggerPlugin.TryConvert(object source, Type target, out object? value)
    {
        value = null;
        return false;
    }
}
