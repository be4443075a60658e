using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableEmergencyStoreTests(Storage storage)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly TableEmergencyStore _store = new(storage.Connect());
    private readonly string _tenant = NewTenant();

    [Fact]
    public async Task An_opening_comes_back_as_it_was_stored_and_can_be_closed()
    {
        var access = NewAccess();
        Assert.Null(await _store.ReadAsync(_tenant, Stop));
        Assert.True(await _store.TryWriteAsync(access, Stop));

        var stored = (await _store.ReadAsync(_tenant, Stop))!;
        Assert.Equal(access, stored with { ETag = null });
        Assert.Contains(stored, await ListAsync(_store.ListAsync(Stop)));

        Assert.True(await _store.TryWriteAsync(stored with { ClosedAt = Now }, Stop));
        Assert.Equal(Now, (await _store.ReadAsync(_tenant, Stop))!.ClosedAt);
    }

    [Fact]
    public async Task Of_two_who_write_one_does()
    {
        Assert.True(await _store.TryWriteAsync(NewAccess(), Stop));
        var stored = (await _store.ReadAsync(_tenant, Stop))!;

        Assert.False(await _store.TryWriteAsync(NewAccess() with { Id = "other" }, Stop));
        Assert.True(await _store.TryWriteAsync(stored with { Id = "second" }, Stop));
        Assert.False(await _store.TryWriteAsync(stored with { Id = "third" }, Stop));
        Assert.Equal("second", (await _store.ReadAsync(_tenant, Stop))!.Id);
    }

    [Fact]
    public async Task What_was_written_and_whose_answer_got_lost_counts_as_written()
    {
        var access = NewAccess();
        await _store.TryWriteAsync(access, Stop);

        Assert.True(await _store.TryWriteAsync(access, Stop));
    }

    [Theory]
    [InlineData("EndsAt", "tomorrow")]
    [InlineData("ClosedAt", "no")]
    public async Task A_hand_edit_that_cannot_be_read_closes_it(string column, string value)
    {
        await _store.TryWriteAsync(NewAccess(), Stop);
        await storage.Connect().GetTableClient("Admins").UpdateEntityAsync(new TableEntity("emergency", _tenant) { [column] = value }, Azure.ETag.All, TableUpdateMode.Merge, Stop);

        Assert.False((await _store.ReadAsync(_tenant, Stop))!.IsOpen(Now));
    }

    [Fact]
    public async Task The_clean_up_takes_it_a_day_after_its_end()
    {
        var (old, young) = (NewAccess() with { TenantId = NewTenant(), EndsAt = Now.AddDays(-1).AddMinutes(-1) }, NewAccess() with { EndsAt = Now.AddDays(-1).AddMinutes(1) });
        await _store.TryWriteAsync(old, Stop);
        await _store.TryWriteAsync(young, Stop);

        await new TableAdminStore(storage.Connect()).DeleteExpiredAsync(Now, 1000, Stop);

        Assert.Null(await _store.ReadAsync(old.TenantId, Stop));
        Assert.NotNull(await _store.ReadAsync(young.TenantId, Stop));
    }

    [Fact]
    public async Task An_outage_is_told_as_one() =>
        await Assert.ThrowsAsync<StorageUnavailableException>(() => new TableEmergencyStore(Storage.ConnectToNothing()).ReadAsync("x", Stop));

    private EmergencyAccess NewAccess() => new()
    {
        TenantId = _tenant,
        Id = "0123456789abcdef",
        Reason = "Zoë's 'reason'",
        OpenedBy = "operator with the bootstrap key",
        OpenedAt = Now,
        EndsAt = Now.AddHours(4),
    };
}
