using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AzureAdapters.Tests;

/// <summary>Sits between the client's retries and the network: counts the requests, and can lose answers.</summary>
internal sealed partial class Wire : HttpPipelinePolicy
{
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];
    private readonly List<string> _queries = [];
    private readonly List<string> _entities = [];

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

    /// <summary>The table of each row that was asked for by its key, found or written: what the service's limits count.</summary>
    public IReadOnlyList<string> Entities
    {
        get
        {
            lock (_lock)
            {
                return [.. _entities];
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
        var entities = await FindEntitiesAsync(message);
        lock (_lock)
        {
            _entities.AddRange(entities);
        }

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

    private static async Task<IEnumerable<string>> FindEntitiesAsync(HttpMessage message)
    {
        if (message.Request.Uri.Path.EndsWith("/$batch", StringComparison.Ordinal))
        {
            using var body = new MemoryStream();
            await message.Request.Content!.WriteToAsync(body, CancellationToken.None);
            return InnerRequest().Matches(BinaryData.FromBytes(body.ToArray()).ToString()).Select(m => m.Groups["table"].Value);
        }

        var table = Table().Match(message.Request.Uri.Path).Groups["table"].Value;
        var isQuery = message.Request.Method == RequestMethod.Get && message.Request.Uri.Path.EndsWith("()", StringComparison.Ordinal);
        var rows = isQuery && message.Response.Status == 200 ? JsonDocument.Parse(message.Response.Content).RootElement.GetProperty("value").GetArrayLength() : isQuery ? 0 : 1;
        return Enumerable.Repeat(table, rows);
    }

    [GeneratedRegex(@"^/?devstoreaccount1/(?<table>[A-Za-z0-9]+)")]
    private static partial Regex Table();

    [GeneratedRegex(@"^[A-Z]+ \S*?/devstoreaccount1/(?<table>[A-Za-z0-9]+)", RegexOptions.Multiline)]
    private static partial Regex InnerRequest();
}
