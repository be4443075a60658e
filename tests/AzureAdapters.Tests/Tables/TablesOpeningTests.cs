using SignOn;

namespace AzureAdapters.Tests;

public sealed class TablesOpeningTests(Storage storage)
{
    [Fact]
    public async Task It_asks_storage_once_and_gives_the_same_client_to_all()
    {
        var wire = new Wire();
        var made = storage.Connect(wire);
        var opening = new TablesOpening(() => made);

        Assert.Same(made, opening.Client);
        await opening.Opened;

        Assert.Same(made, opening.Client);
        Assert.Single(wire.Requests);
    }

    [Fact]
    public async Task Storage_that_is_away_does_not_stop_the_start()
    {
        var opening = new TablesOpening(Storage.ConnectToNothing);

        await opening.Opened;

        Assert.NotNull(opening.Client);
    }

    [Fact]
    public async Task A_wrong_setting_is_told_to_whoever_asks_for_the_client()
    {
        var opening = new TablesOpening(() => throw new SettingsException("Storage__ConnectionString is wrong."));

        await opening.Opened;

        Assert.Equal("Storage__ConnectionString is wrong.", Assert.Throws<SettingsException>(() => opening.Client).Message);
    }
}
