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
    public async Task An_unknown_tenant_is_null() => Assert.Null(await _store.ReadAsync(_tenant, Stop));

    private static Dictionary<string, object> Values(string name) => new() { ["DisplayName"] = name, ["Enabled"] = true, ["SessionMaximumMinutes"] = 480 };
}
