using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableTenantStoreTests(Storage storage)
{
    private readonly string _tenant = NewTenant();
    private readonly TableTenantStore _store = new(storage.Connect());

    [Fact]
    public async Task A_row_comes_back_without_the_services_own_columns()
    {
        Assert.True(await _store.TryWriteAsync(_tenant, new TenantColumns(Values("one")), Stop));

        var read = (await _store.ReadAsync(_tenant, Stop))!;

        Assert.Equal(Values("one"), read.Values);
        Assert.Contains(await ListAsync(_store.ListAsync(Stop)), t => t.TenantId == _tenant && (string)t.Columns.Values["DisplayName"] == "one");
    }

    [Fact]
    public async Task A_row_is_never_written_over_a_newer_one()
    {
        await _store.TryWriteAsync(_tenant, new TenantColumns(Values("one")), Stop);
        var read = (await _store.ReadAsync(_tenant, Stop))!;

        Assert.False(await _store.TryWriteAsync(_tenant, new TenantColumns(Values("two")), Stop));
        Assert.True(await _store.TryWriteAsync(_tenant, read with { Values = Values("three") }, Stop));
        Assert.False(await _store.TryWriteAsync(_tenant, read with { Values = Values("four") }, Stop));
    }

    [Fact]
    public async Task A_merge_writes_its_columns_alone_and_never_over_a_newer_row()
    {
        await _store.TryWriteAsync(_tenant, new TenantColumns(Values("one")), Stop);
        var read = (await _store.ReadAsync(_tenant, Stop))!;
        var change = new Dictionary<string, object> { ["IdpMetadataError"] = "It failed." };

        Assert.True(await _store.TryMergeAsync(_tenant, change, read.ETag!, Stop));
        Assert.Equal(new Dictionary<string, object>(Values("one")) { ["IdpMetadataError"] = "It failed." }, (await _store.ReadAsync(_tenant, Stop))!.Values);

        Assert.False(await _store.TryMergeAsync(_tenant, new Dictionary<string, object> { ["DisplayName"] = "late" }, read.ETag!, Stop));
        Assert.False(await _store.TryMergeAsync(NewTenant(), change, read.ETag!, Stop));
        Assert.Equal("one", (await _store.ReadAsync(_tenant, Stop))!.Values["DisplayName"]);
    }

    [Fact]
    public async Task An_unknown_tenant_is_null() => Assert.Null(await _store.ReadAsync(_tenant, Stop));

    private static Dictionary<string, object> Values(string name) => new() { ["DisplayName"] = name, ["Enabled"] = true, ["SessionMaximumMinutes"] = 480 };
}
