using System.Text.RegularExpressions;
using Azure.Data.Tables;
using SignOn;
using TestSupport;

namespace AzureAdapters.Tests.Tables;

public sealed partial class TableTenantRemovalTests(Storage storage)
{
    private readonly string _tenant = NewTenant();
    private readonly TableTenantStore _tenants = new(storage.Connect());
    private readonly TableAdminStore _admins = new(storage.Connect());
    private readonly TableTenantRemoval _removal = new(storage.Connect());

    [Fact]
    public async Task The_settings_go_and_a_mark_comes_or_neither()
    {
        await _tenants.TryWriteAsync(_tenant, new TenantColumns(new Dictionary<string, object> { ["DisplayName"] = "x" }), Stop);
        var etag = (await _tenants.ReadAsync(_tenant, Stop))!.ETag!;
        await _tenants.TryMergeAsync(_tenant, new Dictionary<string, object> { ["DisplayName"] = "y" }, etag, Stop);

        Assert.False(await _removal.TryRemoveAsync(_tenant, etag, Start, Stop));
        Assert.False(await _removal.IsRemovedAsync(_tenant, Stop));
        Assert.NotNull(await _tenants.ReadAsync(_tenant, Stop));

        Assert.True(await _removal.TryRemoveAsync(_tenant, (await _tenants.ReadAsync(_tenant, Stop))!.ETag!, Start, Stop));
        Assert.True(await _removal.IsRemovedAsync(_tenant, Stop));
        Assert.Null(await _tenants.ReadAsync(_tenant, Stop));
        Assert.Contains((_tenant, Start), await ListAsync(_removal.ListAsync(Stop)));
        Assert.DoesNotContain(await ListAsync(_tenants.ListAsync(Stop)), t => t.TenantId == _tenant);
        Assert.DoesNotContain(await ListAsync(_tenants.ListAfterAsync(null, 100, Stop)), t => t.TenantId == _tenant);

        await _removal.ForgetAsync(_tenant, Start.AddDays(-7), Stop);
        Assert.True(await _removal.IsRemovedAsync(_tenant, Stop));
        await _removal.ForgetAsync(_tenant, Start, Stop);
        await _removal.ForgetAsync(_tenant, Start, Stop);
        Assert.False(await _removal.IsRemovedAsync(_tenant, Stop));
        Assert.False(await _removal.TryRemoveAsync(_tenant, etag, Start, Stop));
    }

    [Fact]
    public async Task Rows_of_every_table_go_a_chunk_at_a_time_and_a_neighbours_stay()
    {
        // Its id goes on where the other's ends, and '-' sorts before '|'.
        var neighbour = _tenant + "-2";
        foreach (var table in TableTenantRemoval.TablesOfTenants)
        {
            foreach (var partition in (string[])[_tenant, $"{_tenant}|20261122", neighbour, $"{neighbour}|20261122"])
            {
                await AddRowsAsync(table, partition, 3);
            }
        }

        Assert.Equal(4, await _removal.DeleteRowsAsync(_tenant, 4, Start, Stop));
        Assert.Equal(20, await _removal.DeleteRowsAsync(_tenant, 1000, Start, Stop));
        Assert.Equal(0, await _removal.DeleteRowsAsync(_tenant, 1000, Start, Stop));
        Assert.Equal(24, await _removal.DeleteRowsAsync(neighbour, 1000, Start, Stop));
    }

    [Fact]
    public async Task What_was_cut_off_in_the_middle_is_finished_by_the_next_run_by_ranges_of_keys_alone()
    {
        foreach (var table in TableTenantRemoval.TablesOfTenants)
        {
            await AddRowsAsync(table, _tenant, 120);
            await AddRowsAsync(table, $"{_tenant}|20261122", 2);
        }

        // Killed when the first hundred rows are gone. Other transactions come before: they take the emergency access, and there are two of them where
        // no test has made that table yet.
        var wire = new Wire();
        using var killed = new CancellationTokenSource();
        Task KillAsync()
        {
            wire.Meanwhile = KillAsync;
            var rowsAreGone = wire.Requests[^1].Contains("$batch", StringComparison.Ordinal) && wire.Entities[^1] == TableTenantRemoval.TablesOfTenants[0];
            return rowsAreGone ? killed.CancelAsync() : Task.CompletedTask;
        }

        wire.Meanwhile = KillAsync;
        var removal = new TableTenantRemoval(storage.Connect(wire));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => removal.DeleteRowsAsync(_tenant, 1000, Start, killed.Token));

        var deleted = await removal.DeleteRowsAsync(_tenant, 1000, Start, Stop);

        Assert.Equal((TableTenantRemoval.TablesOfTenants.Count * 122) - 100, deleted);
        Assert.Equal(0, await removal.DeleteRowsAsync(_tenant, 1000, Start, Stop));
        Assert.DoesNotContain(wire.Queries, q => q.Contains(" or ", StringComparison.Ordinal));
        Assert.All(wire.Queries.Where(q => q.Contains("$filter", StringComparison.Ordinal)), q => Assert.Contains("$select=PartitionKey,RowKey", q, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_keys_and_links_are_revoked_and_others_stay()
    {
        AdminGrant[] grants =
        [
            NewGrant(AdminGrantKind.ApiKey, _tenant), NewGrant(AdminGrantKind.SetupLink, _tenant), NewGrant(AdminGrantKind.EmergencyLink, _tenant),
            NewGrant(AdminGrantKind.ApiKey, null), NewGrant(AdminGrantKind.SetupLink, NewTenant()), NewGrant(AdminGrantKind.EmergencyLink, NewTenant()),
        ];
        foreach (var grant in grants)
        {
            await _admins.TryInsertGrantAsync(grant, Stop);
        }

        await _removal.DeleteRowsAsync(_tenant, 10, Start, Stop);
        await _removal.DeleteRowsAsync(_tenant, 10, Start.AddHours(1), Stop);

        var revoked = new List<DateTimeOffset?>();
        foreach (var grant in grants)
        {
            revoked.Add((await _admins.ReadGrantAsync(grant.Kind, grant.TenantId, grant.Id, Stop))!.RevokedAt);
        }

        Assert.Equal([Start, Start, Start, null, null, null], revoked);
    }

    [Fact]
    public async Task Its_emergency_access_goes_and_a_neighbours_stays()
    {
        var store = new TableEmergencyStore(storage.Connect());
        var neighbour = NewTenant();
        foreach (var tenant in (string[])[_tenant, neighbour])
        {
            await store.TryWriteAsync(new EmergencyAccess { TenantId = tenant, Id = "1", Reason = "r", OpenedBy = "o", OpenedAt = Start, EndsAt = Start.AddHours(1) }, Stop);
        }

        await _removal.DeleteRowsAsync(_tenant, 10, Start, Stop);
        await _removal.DeleteRowsAsync(_tenant, 10, Start, Stop);

        Assert.Null(await store.ReadAsync(_tenant, Stop));
        Assert.NotNull(await store.ReadAsync(neighbour, Stop));
    }

    [Fact]
    public void Every_table_that_is_partitioned_by_tenant_is_named()
    {
        // The tenant's own row goes by itself; the others hold nothing under a tenant.
        string[] others = ["Tenants", "Admins", "Audit", "DataProtection"];
        var tables = Directory.EnumerateFiles(Repository.PathOf("src", "AzureAdapters"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => TableName().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)).Distinct();

        Assert.Equal(tables.Except(others).Order(StringComparer.Ordinal), TableTenantRemoval.TablesOfTenants.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_step_that_was_done_through_a_link_is_in_its_row()
    {
        var link = NewGrant(AdminGrantKind.SetupLink, _tenant);
        await _admins.TryInsertGrantAsync(link, Stop);

        await _admins.CompleteStepAsync(_tenant, link.Id, SetupStep.Values, Start, Stop);
        await _admins.CompleteStepAsync(_tenant, "none", SetupStep.Values, Start, Stop);

        var steps = (await _admins.ReadGrantAsync(AdminGrantKind.SetupLink, _tenant, link.Id, Stop))!.Steps;
        Assert.Equal(KeyValuePair.Create(SetupStep.Values, Start), Assert.Single(steps));
    }

    private async Task AddRowsAsync(string table, string partition, int count)
    {
        var client = storage.Connect().GetTableClient(table);
        await client.CreateIfNotExistsAsync(Stop);
        for (var i = 0; i < count; i++)
        {
            await client.AddEntityAsync(new TableEntity(partition, $"{i}"), Stop);
        }
    }

    private static AdminGrant NewGrant(AdminGrantKind kind, string? tenant) => new()
    {
        Kind = kind,
        Id = Guid.NewGuid().ToString("N")[..16],
        Name = "x",
        TenantId = tenant,
        SecretHash = new string('a', 64),
        CreatedAt = Start,
        CreatedBy = "x",
        ExpiresAt = Start.AddDays(7),
    };

    [GeneratedRegex("""_[a-z]\w* = new\(service, "(?<name>\w+)"\)""")]
    private static partial Regex TableName();
}
