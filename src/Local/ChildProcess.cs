using System.ComponentModel;
using System.Diagnostics;

namespace Local;

/// <summary>A process that a run started, noted down so that the next run finds it should this one be killed.</summary>
/// <param name="What">What it is, in words.</param>
/// <param name="Id">Its id. Ids are used again, hence the next.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="EndsByItself">Whether it notices that its run is gone, saves and ends.</param>
internal sealed record ChildProcess(string What, int Id, DateTimeOffset StartedAt, bool EndsByItself)
{
    // Processes reckon the same start from the time since the machine's, some milliseconds apart.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);

    /// <summary>Notes a process down.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="process">The process; it runs.</param>
    /// <param name="endsByItself">Whether it ends with this process.</param>
    public static ChildProcess Of(string what, Process process, bool endsByItself) => new(what, process.Id, process.StartTime.ToUniversalTime(), endsByItself);

    /// <summary>Ends the process where it still runs.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether it still ran.</returns>
    /// <exception cref="LocalException">It cannot be ended.</exception>
    public async Task<bool> EndAsync(CancellationToken cancellation)
    {
        using var process = Find();
        if (process is null)
            return false;
        if (EndsByItself && await HasEndedAsync(process, cancellation))
            return true;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or AggregateException)
        {
            // Ended by itself, or not ours to end: the wait tells which.
        }

        return await HasEndedAsync(process, cancellation)
            ? true
            : throw new LocalException($"Process {Id} ({What}) is left of an earlier run and cannot be ended. End it, and start again.");
    }

    private static async Task<bool> HasEndedAsync(Process process, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(EndLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private Process? Find()
    {
        Process process;
        try
        {
            process = Process.GetProcessById(Id);
        }
        catch (ArgumentException)
        {
            return null;
        }

        try
        {
            if (!process.HasExited && (process.StartTime.ToUniversalTime() - StartedAt.UtcDateTime).Duration() < Tolerance)
                return process;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // Somebody else's, or gone in this moment.
        }

        process.Dispose();
        return null;
    }
}
