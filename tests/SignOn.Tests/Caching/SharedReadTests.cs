using Microsoft.Extensions.Time.Testing;

namespace SignOn.Tests.Caching;

public sealed class SharedReadTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SharedRead<string> _reads;
    private int _begun;

    public SharedReadTests() => _reads = new(_time);

    [Fact]
    public async Task Twenty_who_come_at_once_share_one_read_and_the_first_who_goes_away_ends_it_for_nobody()
    {
        var answer = new TaskCompletionSource<string>();
        using var gone = new CancellationTokenSource();
        var first = _reads.RunAsync(() => Read(answer.Task)).WaitAsync(gone.Token);
        var others = Enumerable.Range(0, 19).Select(_ => _reads.RunAsync(() => Read(answer.Task))).ToList();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult("key");

        Assert.All(await Task.WhenAll(others), v => Assert.Equal("key", v));
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task An_outage_is_the_answer_to_all_who_come_within_a_second_of_its_end()
    {
        var down = new TaskCompletionSource<string>();
        var first = _reads.RunAsync(() => Read(down.Task));
        _time.Advance(TimeSpan.FromSeconds(13));
        down.SetException(new StorageUnavailableException("down", TimeSpan.FromSeconds(7)));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => first);

        _time.Advance(SharedRead<string>.OutageKeptFor - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _reads.RunAsync(() => Read(Task.FromResult("key"))));
        Assert.Equal(1, _begun);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("key", await _reads.RunAsync(() => Read(Task.FromResult("key"))));
    }

    [Fact]
    public async Task What_is_no_outage_is_not_remembered()
    {
        await Assert.ThrowsAsync<SettingsException>(() => _reads.RunAsync(() => Read(Task.FromException<string>(new SettingsException("wrong")))));

        Assert.Equal("mended", await _reads.RunAsync(() => Read(Task.FromResult("mended"))));
    }

    [Fact]
    public async Task A_read_that_blocks_keeps_nobody_who_has_time_to_wait()
    {
        using var gate = new ManualResetEventSlim();
        var first = _reads.RunAsync(() =>
        {
            gate.Wait(Stop);
            return Task.FromResult("key");
        });

        var second = _reads.RunAsync(() => Task.FromResult("another"));
        Assert.False(second.IsCompleted);
        gate.Set();

        Assert.Equal("key", await second);
        Assert.Same(first, second);
    }

    private Task<string> Read(Task<string> answer)
    {
        Interlocked.Increment(ref _begun);
        return answer;
    }
}
