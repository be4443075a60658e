using System.Collections.Concurrent;

namespace EndToEnd.Tests.Harness;

/// <summary>What an instance wrote to its console.</summary>
public sealed class AppLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Everything so far.</summary>
    public string Text => string.Join('\n', _lines);

    internal void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
