using Azure.Core;
using Azure.Core.Pipeline;

namespace AzureAdapters.Tests;

/// <summary>Sits between the client's retries and the network: counts the requests, and can lose answers.</summary>
internal sealed class Wire : HttpPipelinePolicy
{
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];
    private readonly List<string> _queries = [];

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>What stands behind the question mark, of each request that has something there.</summary>
    public IReadOnlyList<string> Queries
    {
        get
        {
            lock (_lock)
            {
                return [.. _queries];
            }
        }
    }

    /// <summary>How many of the next answers get lost after the service has done its work.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>Runs once, after the next answer has come and before the client sees it: room for another writer.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>A part of the address whose next answer gets lost; null: none.</summary>
    public string? LoseAnswerOf { get; set; }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        lock (_lock)
        {
            _requests.Add($"{message.Request.Method} {message.Request.Uri.Path}");
            if (message.Request.Uri.Query is { Length: > 0 } query)
            {
                _queries.Add(Uri.UnescapeDataString(query.Replace('+', ' ')));
            }
        }

        await ProcessNextAsync(message, pipeline);
        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile();
        }

        var named = LoseAnswerOf is { } part && message.Request.Uri.Path.Contains(part, StringComparison.Ordinal) && message.Response.Status < 400;
        if (AnswersToLose > 0 || named)
        {
            (AnswersToLose, LoseAnswerOf) = named ? (AnswersToLose, null) : (AnswersToLose - 1, LoseAnswerOf);
            message.Response.Dispose();
            throw new IOException("The test has cut the wire.");
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The adapters are asynchronous.");
}
