using FunctionsHost.Protocol;
using NCrontab;

namespace FunctionsHost;

/// <summary>Starts functions when their time has come.</summary>
internal static class TimerTriggers
{
    public static async Task ListenAsync(HostedFunction function, Worker worker, CancellationToken stop)
    {
        var schedule = CrontabSchedule.Parse(HostedFunction.Text(function.Trigger, "schedule"), new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        while (true)
        {
            var now = DateTime.UtcNow;
            try
            {
                await Task.Delay(schedule.GetNextOccurrence(now) - now, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await RunAsync(function, worker, stop);
        }
    }

    /// <summary>Runs the function at once.</summary>
    public static Task<bool> RunAsync(HostedFunction function, Worker worker, CancellationToken stop) => worker.RunAsync(
        function,
        new InvocationRequest
        {
            InvocationId = Guid.NewGuid().ToString(),
            FunctionId = function.Metadata.FunctionId,
            InputData = { new ParameterBinding { Name = function.TriggerName, Data = new TypedData { Json = """{"IsPastDue":false}""" } } },
        },
        stop);
}
