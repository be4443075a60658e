using System.Security.Cryptography;
using SignOn;

namespace AzureAdapters.Tests.Cookies;

/// <summary>When the keys of the cookies are read, what an outage does, and what becomes of cookies that are none.</summary>
[Collection(CookieKeysWorld.OneTable)]
public sealed class SharedProtectorTests(Storage storage) : IAsyncLifetime
{
    private static readonly byte[] Plain = [.. "what the browser carries"u8];
    private readonly CookieKeysWorld _world = new(storage);

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Twenty_first_sign_ins_at_once_on_one_instance_read_the_table_as_one()
    {
        await _world.NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        var wire = new Wire();
        var instance = _world.NewInstance(new FakeKeys(FakeKeys.Old), _world.Storage.Connect(wire));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => instance.ProtectAsync(Plain, Stop).AsTask()));

        Assert.Single(wire.Requests);
    }

    [Fact]
    public async Task Nothing_is_read_before_it_is_needed_and_then_once()
    {
        var wire = new Wire();
        var instance = _world.NewInstance(new FakeKeys(FakeKeys.Old), _world.Storage.Connect(wire));
        Assert.Empty(wire.Requests);

        await instance.ProtectAsync(Plain, Stop);
        var first = wire.Requests.Count;
        await instance.UnprotectAsync(await instance.ProtectAsync(Plain, Stop), Stop);

        Assert.InRange(first, 1, 4);
        Assert.Equal(first, wire.Requests.Count);
    }

    [Fact]
    public async Task Made_up_cookies_cost_at_most_one_read_in_a_second()
    {
        var wire = new Wire();
        var instance = _world.NewInstance(new FakeKeys(FakeKeys.Old), _world.Storage.Connect(wire));
        var made = await instance.ProtectAsync(Plain, Stop);
        var before = wire.Requests.Count;

        for (var second = 1; second <= 3; second++)
        {
            _world.Time.Advance(SharedProtector.BetweenReads);
            for (var i = 0; i < 20; i++)
            {
                RandomNumberGenerator.Fill(made.AsSpan(4, 16));
                Assert.Null(await instance.UnprotectAsync(made, Stop));
            }

            Assert.Equal(second, wire.Requests.Count - before);
        }
    }

    [Fact]
    public async Task A_changed_cookie_is_none()
    {
        var instance = _world.NewInstance(new FakeKeys(FakeKeys.Old));
        var cookie = await instance.ProtectAsync(Plain, Stop);
        for (var i = 0; i < cookie.Length; i++)
        {
            var changed = (byte[])cookie.Clone();
            changed[i] ^= 1;
            Assert.Null(await instance.UnprotectAsync(changed, Stop));
        }

        Assert.Null(await instance.UnprotectAsync([], Stop));
        Assert.Null(await instance.UnprotectAsync(cookie[..20], Stop));
    }

    [Fact]
    public async Task An_outage_of_the_table_or_of_the_vault_is_an_outage_and_ends_by_itself()
    {
        var keys = new FakeKeys(FakeKeys.Old);
        var cookie = await _world.NewInstance(keys).ProtectAsync(Plain, Stop);
        var cut = _world.NewInstance(keys, Storage.ConnectToNothing());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cut.ProtectAsync(Plain, Stop).AsTask());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cut.UnprotectAsync(cookie, Stop).AsTask());

        keys.Down = true;
        var instance = _world.NewInstance(keys);
        Assert.Equal(TimeSpan.FromSeconds(7), (await Assert.ThrowsAsync<StorageUnavailableException>(() => instance.UnprotectAsync(cookie, Stop).AsTask())).RetryAfter);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => instance.ProtectAsync(Plain, Stop).AsTask());

        keys.Down = false;
        _world.Time.Advance(SharedRead<CookieKeyRing>.OutageKeptFor);
        Assert.Equal(Plain, await instance.UnprotectAsync(cookie, Stop));
    }

    [Fact]
    public async Task In_an_outage_the_table_is_asked_once_a_second_and_the_keys_that_were_read_go_on()
    {
        var wire = new Wire();
        var keys = new FakeKeys(FakeKeys.Old);
        var running = _world.NewInstance(keys, _world.Storage.Connect(wire));
        var cookie = await running.ProtectAsync(Plain, Stop);
        keys.Down = true;
        var before = wire.Requests.Count;
        var starting = _world.NewInstance(keys, _world.Storage.Connect(wire));
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => starting.ProtectAsync(Plain, Stop).AsTask());
        }

        Assert.Equal(1, wire.Requests.Count - before);
        _world.Time.Advance(SharedProtector.ReadEvery);
        Assert.Equal(Plain, await running.UnprotectAsync(cookie, Stop));
        Assert.Equal(Plain, await running.UnprotectAsync(await running.ProtectAsync(Plain, Stop), Stop));
    }

    [Fact]
    public async Task While_the_keys_are_being_read_no_thread_waits_and_who_goes_away_ends_it_for_nobody_else()
    {
        var keys = new FakeKeys(FakeKeys.Old);
        var slow = new TaskCompletionSource();
        keys.Slowness = slow.Task;
        var instance = _world.NewInstance(keys);
        using var gone = new CancellationTokenSource();

        var first = instance.ProtectAsync(Plain, gone.Token).AsTask();
        var second = instance.ProtectAsync(Plain, Stop).AsTask();
        Assert.False(first.IsCompleted || second.IsCompleted);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        slow.SetResult();

        Assert.Equal(Plain, await instance.UnprotectAsync(await second, Stop));
    }

    [Fact]
    public async Task Keys_are_read_anew_twice_a_day_while_nobody_waits()
    {
        var wire = new Wire();
        var keys = new FakeKeys(FakeKeys.Old);
        var instance = _world.NewInstance(keys, _world.Storage.Connect(wire));
        var cookie = await instance.ProtectAsync(Plain, Stop);
        var before = wire.Requests.Count;
        var slow = new TaskCompletionSource();
        keys.Slowness = slow.Task;

        _world.Time.Advance(SharedProtector.ReadEvery);
        Assert.True(instance.UnprotectAsync(cookie, Stop).AsTask().IsCompletedSuccessfully);
        slow.SetResult();
        await instance.Reading;

        Assert.Equal(1, wire.Requests.Count - before);
        Assert.True(instance.UnprotectAsync(cookie, Stop).AsTask().IsCompletedSuccessfully);
        Assert.Equal(1, wire.Requests.Count - before);
    }

    [Fact]
    public async Task A_store_whose_answer_got_lost_is_no_failure()
    {
        var wire = new Wire();
        var instance = _world.NewInstance(new FakeKeys(FakeKeys.Old), _world.Storage.Connect(wire));
        wire.LoseAnswerOf = "$batch";

        var cookie = await instance.ProtectAsync(Plain, Stop);

        Assert.Equal(Plain, await _world.NewInstance(new FakeKeys(FakeKeys.Old)).UnprotectAsync(cookie, Stop));
    }
}
