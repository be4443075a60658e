using System.Globalization;
using Microsoft.Azure.Functions.Worker.Runtime;

namespace StandIns.Worker.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-11-22T10:00:00", "2026-11-22T10:05:00")]
    [InlineData("0 */5 * * * *", "2026-11-22T10:04:59.5", "2026-11-22T10:05:00")]
    [InlineData("*/10 * * * * *", "2026-11-22T10:00:01", "2026-11-22T10:00:10")]
    [InlineData("*/5 * * * *", "2026-11-22T10:00:00", "2026-11-22T10:05:00")]
    [InlineData("0 30 3 * * MON-FRI", "2026-11-20T03:30:00", "2026-11-23T03:30:00")]
    [InlineData("0 0 0 29 2 *", "2026-11-22T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("00:07:00", "2026-11-22T10:00:01", "2026-11-22T10:07:01")]
    public void The_next_run_is_the_first_after_now(string schedule, string now, string next)
    {
        var actual = TimerSchedule.TryParse(schedule)!.Next(Time(now));

        Assert.Equal(Time(next), actual);
        Assert.Equal(DateTimeKind.Utc, actual!.Value.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 0 0 0 0")]
    [InlineData("60 * * * * *")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    public void What_is_no_schedule_is_refused(string schedule) => Assert.Null(TimerSchedule.TryParse(schedule));

    [Fact]
    public void A_date_that_never_comes_has_no_next_run() => Assert.Null(TimerSchedule.TryParse("0 0 0 31 2 *")!.Next(Time("2026-11-22T00:00:00")));

    private static DateTime Time(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
