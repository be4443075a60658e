using AzureAdapters;
using Microsoft.Extensions.Logging.Abstractions;
using TestSupport;

namespace Local.Tests;

/// <summary>The command that gives the service provider of a laptop a new key.</summary>
public sealed class RollKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _said = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _said.Dispose();
    }

    [Fact]
    public async Task The_new_key_is_published_now_and_signs_a_day_later()
    {
        var old = (await PublishedAsync())[0];

        Roll();

        var published = await PublishedAsync();
        Assert.Equal((2, old), (published.Count, published[0]));
        Assert.Contains(published[1], _said.ToString(), StringComparison.Ordinal);
        var wait = new PfxKeyFiles(Options().PfxPath, TimeProvider.System).Waiting()!.From - DateTimeOffset.UtcNow;
        Assert.InRange(wait.TotalHours, 23.9, 24);
    }

    [Fact]
    public async Task It_can_be_used_at_once_whether_it_waits_already_or_not()
    {
        var first = (await PublishedAsync())[0];
        Roll("--now");
        var second = (await PublishedAsync())[0];
        Assert.NotEqual(first, second);
        Assert.Contains("No IdP has met this key before", _said.ToString(), StringComparison.Ordinal);

        File.Delete(Directory.GetFiles(Path.GetDirectoryName(Options().PfxPath)!, "signing.from-*").Single());
        Roll();
        var third = (await PublishedAsync())[1];
        Roll("--now");

        Assert.Equal([third, first], await PublishedAsync());
    }

    [Fact]
    public async Task A_second_key_that_would_wait_is_refused_and_the_first_is_named()
    {
        await PublishedAsync();
        Roll();

        var e = Assert.Throws<LocalException>(() => Roll());

        Assert.Contains("roll-key --now", e.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await PublishedAsync()).Count);
    }

    [Fact]
    public void Without_a_key_there_is_nothing_to_roll() =>
        Assert.Contains("Start the app once", Assert.Throws<LocalException>(() => Roll()).Message, StringComparison.Ordinal);

    private void Roll(params string[] args) => RollKey.Run(Options(args), TimeProvider.System, _said);

    private LocalOptions Options(params string[] args) => LocalOptions.Parse(["roll-key", .. args, "--data", _folder.Path]);

    private async Task<List<string>> PublishedAsync()
    {
        using var keys = new PfxFileKeys(Options().PfxPath, TimeProvider.System, NullLogger<PfxFileKeys>.Instance);
        return [.. (await keys.ReadAsync(Cancel)).Published.Select(k => k.Thumbprint)];
    }
}
