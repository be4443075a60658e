using System.Text;

namespace SignOn.Tests;

/// <summary>The network: what metadata it has today, or what is wrong with it.</summary>
internal sealed class FakeFetcher : IMetadataFetcher
{
    private int _fetches;

    public int Fetches => _fetches;

    /// <summary>The answer to each fetch.</summary>
    public Func<Uri, FetchedMetadata> Answer { get; set; } = url => FetchedMetadata.Failed($"Nothing is at {url}.");

    /// <summary>Holds answers back until it completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public void Publish(string xml) => Answer = _ => FetchedMetadata.Of(Encoding.UTF8.GetBytes(xml));

    public async Task<FetchedMetadata> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetches);
        await Task.Yield();
        await Gate;
        return Answer(url);
    }
}
