namespace SignOn.Tests.Admins;

public sealed class TokenSealTests
{
    private readonly AdminWorld _world = new();

    [Fact]
    public async Task Twenty_first_tokens_at_once_read_the_key_of_the_seals_once()
    {
        var seals = new TokenSeal(_world.Store, _world.World.Time);
        var answer = new TaskCompletionSource();
        _world.Store.Slowness = answer.Task;

        var made = Enumerable.Range(0, 20).Select(_ => seals.OfAsync("mk.1", Stop).AsTask()).ToList();
        answer.SetResult();

        Assert.Single((await Task.WhenAll(made)).Distinct());
        Assert.Equal(1, _world.Store.Operations);
    }

    [Fact]
    public async Task While_storage_is_down_made_up_tokens_cost_one_read_in_a_second()
    {
        var seals = new TokenSeal(_world.Store, _world.World.Time);
        _world.Store.Down = true;
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => seals.OfAsync("mk.1", Stop).AsTask());
        }

        Assert.Equal(1, _world.Store.Operations);
        _world.Store.Down = false;
        _world.World.Time.Advance(SharedRead<byte[]>.OutageKeptFor);
        Assert.NotEmpty(await seals.OfAsync("mk.1", Stop));
    }
}
