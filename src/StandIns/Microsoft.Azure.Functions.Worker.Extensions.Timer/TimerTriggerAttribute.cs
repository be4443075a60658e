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
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    /// <summary>The schedule.</summary>
    public string Schedule { get; private set; }

    /// <summary>Whether the function learns when it ran last.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs when the app starts.</summary>
    public bool RunOnStartup { get; set; }

    string ITriggerPlugin.BindingType => "timerTrigger";

    void ITriggerPlugin.Validate(FunctionEntry function, HostSettings settings) => TimerSchedule.Of(function, this, settings);

    IFunctionListener ITriggerPlugin.CreateListener(FunctionEntry function, IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<TimerListener>(services, function, this);

    // The official host gives a manual run the current status, and is never past due.
    TriggerInput ITriggerPlugin.CreateManualInput(FunctionEntry function, string? input, IServiceProvider services) =>
        TimerListener.InputFor(new TimerInfo());

    bool ITriggerPlugin.TryConvert(object source, Type target, out object? value)
    {
        value = null;
        return false;
    }
}
