using System.Globalization;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>A cron expression or a fixed interval, in UTC.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? cron, TimeSpan interval)
    {
        _cron = cron;
        _interval = interval;
    }

    /// <exception cref="FunctionWorkerException">The schedule is neither a cron expression nor a positive time span.</exception>
    public static TimerSchedule Of(FunctionEntry function, TimerTriggerAttribute trigger, HostSettings settings)
    {
        var text = SettingNames.Resolve(trigger.Schedule, settings.Configuration, function.Where);
        return TryParse(text)
            ?? throw new FunctionWorkerException(
                $"{function.Where} has the schedule '{text}'. It must be a cron expression with seconds, such as \"0 */5 * * * *\", or a time span, such as \"00:05:00\".");
    }

    public static TimerSchedule? TryParse(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval))
        {
            return interval > TimeSpan.Zero ? new TimerSchedule(null, interval) : null;
        }

        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 };
        return CrontabSchedule.TryParse(text, options) is { } cron ? new TimerSchedule(cron, default) : null;
    }

    /// <summary>The first run after <paramref name="after"/>; null when there is none.</summary>
    public DateTime? Next(DateTime after)
    {
        if (_cron is null) return after + _interval;

        var next = _cron.GetNextOccurrence(after, DateTime.MaxValue);
        return next == DateTime.MaxValue ? null : DateTime.SpecifyKind(next, DateTimeKind.Utc);
    }
}
