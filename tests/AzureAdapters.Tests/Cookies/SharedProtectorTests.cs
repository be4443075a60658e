using System.Security.Cryptography;
using System.Xml.Linq;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace AzureAdapters.Tests.Cookies;

/// <summary>Each protector is an instance of the app. The table is this class's alone; each test finds it empty.</summary>
public sealed class SharedProtectorTests(Storage storage) : IAsyncLifetime
{
    private static readonly byte[] Plain = [.. "what the browser carries"u8];
    private readonly FakeTimeProvider _time = new(Start);
    private readonly CapturedLog<SharedProtector> _log = new();

    private TableClient Table => storage.Connect().GetTableClient("DataProtection");

    public async ValueTask InitializeAsync()
    {
        await Table.CreateIfNotExistsAsync(Stop);
        await foreach (var row in Table.QueryAsync<TableEntity>(cancellationToken: Stop))
        {
            await Table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Stop);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Twenty_instances_that_start_at_once_on_an_empty_table_make_one_key_and_read_each_others_cookies()
    {
        var instances = Enumerable.Range(0, 20).Select(_ => NewInstance(new FakeKeys(FakeKeys.Old))).ToList();

        var cookies = await Task.WhenAll(instances.Select(i => i.ProtectAsync(Plain, Stop).AsTask()));

        foreach (var instance in instances)
        {
            foreach (var cookie in cookies)
            {
                Assert.Equal(Plain, await instance.UnprotectAsync(cookie, Stop));
            }
        }

        Assert.Single(await KeysAsync());
    }

    [Fact]
    public async Task Twenty_first_sign_ins_at_once_on_one_instance_read_the_table_as_one()
    {
        await NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        var wire = new Wire();
        var instance = NewInstance(new FakeKeys(FakeKeys.Old), storage.Connect(wire));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => instance.ProtectAsync(Plain, Stop).AsTask()));

        Assert.Single(wire.Requests);
    }

    [Fact]
    public async Task Nothing_is_read_before_it_is_needed_and_then_once()
    {
        var wire = new Wire();
        var instance = NewInstance(new FakeKeys(FakeKeys.Old), storage.Connect(wire));
        Assert.Empty(wire.Requests);

        await instance.ProtectAsync(Plain, Stop);
        var first = wire.Requests.Count;
        await instance.UnprotectAsync(await instance.ProtectAsync(Plain, Stop), Stop);

        Assert.InRange(first, 1, 4);
        Assert.Equal(first, wire.Requests.Count);
    }

    [Fact]
    public async Task A_stored_key_shows_nothing_of_itself()
    {
        await NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);

        var xml = Assert.Single(await KeysAsync()).GetString("Xml");

        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
        Assert.Contains($"certificate=\"{FakeKeys.Old.Thumbprint}\"", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_both_versions_of_the_certificate_are_published_a_rollover_loses_nothing()
    {
        var before = NewInstance(new FakeKeys(FakeKeys.Old));
        var cookie = await before.ProtectAsync(Plain, Stop);

        var after = NewInstance(new FakeKeys(FakeKeys.New, FakeKeys.Old));

        Assert.Equal(Plain, await after.UnprotectAsync(cookie, Stop));
        Assert.Equal(Plain, await before.UnprotectAsync(await after.ProtectAsync(Plain, Stop), Stop));
    }

    [Fact]
    public async Task When_the_version_that_wrapped_the_key_is_gone_a_new_key_is_made_and_old_cookies_are_void_without_an_exception()
    {
        var before = NewInstance(new FakeKeys(FakeKeys.Old, FakeKeys.New));
        var cookie = await before.ProtectAsync(Plain, Stop);

        var after = NewInstance(new FakeKeys(FakeKeys.New));

        Assert.Null(await after.UnprotectAsync(cookie, Stop));
        Assert.Contains("cannot be unwrapped", _log.Text, StringComparison.Ordinal);
        var renewed = await after.ProtectAsync(Plain, Stop);
        Assert.Equal(2, (await KeysAsync()).Count);

        // The others read their ring twice a day; a cookie of a key that they have not met makes them look.
        _time.Advance(SharedProtector.BetweenReads);
        Assert.Equal(Plain, await before.UnprotectAsync(renewed, Stop));
    }

    [Fact]
    public async Task Cookies_outlive_the_certificate_that_wrapped_their_key()
    {
        var cookie = await NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);

        Assert.Equal(Plain, await NewInstance(new FakeKeys(FakeKeys.New) { Expired = [FakeKeys.Old] }).UnprotectAsync(cookie, Stop));
    }

    [Fact]
    public async Task A_version_that_comes_back_makes_its_cookies_readable_again()
    {
        var cookie = await NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        var keys = new FakeKeys(FakeKeys.New);
        var instance = NewInstance(keys);
        Assert.Null(await instance.UnprotectAsync(cookie, Stop));

        keys.Published = [FakeKeys.New, FakeKeys.Old];
        Assert.Null(await instance.UnprotectAsync(cookie, Stop));
        _time.Advance(SharedProtector.BetweenReadsForCertificates);

        Assert.Equal(Plain, await instance.UnprotectAsync(cookie, Stop));
    }

    [Fact]
    public async Task A_key_in_the_clear_is_never_used_and_reported()
    {
        var repository = new MemoryRepository();
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("saml-service-provider");
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = repository);
        await using var provider = services.BuildServiceProvider();
        var forged = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("sign-in request", "v1").Protect(Plain);
        await Table.AddEntityAsync(new TableEntity("keys", "x") { ["Name"] = "x", ["Xml"] = Assert.Single(repository.Elements).ToString() }, Stop);

        var instance = NewInstance(new FakeKeys(FakeKeys.Old));

        Assert.Null(await instance.UnprotectAsync(forged, Stop));
        Assert.Equal(Plain, await instance.UnprotectAsync(await instance.ProtectAsync(Plain, Stop), Stop));
        Assert.Contains("not wrapped", _log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-10)]
    [InlineData(10)]
    [InlineData(60)]
    public async Task Instances_whose_clocks_differ_by_minutes_read_each_others_cookies(int minutes)
    {
        var skewed = NewInstance(new FakeKeys(FakeKeys.Old));
        var one = await skewed.ProtectAsync(Plain, Stop);
        await EditAsync(key =>
        {
            Shift(key, "creationDate", TimeSpan.FromMinutes(minutes));
            Shift(key, "activationDate", TimeSpan.FromMinutes(minutes));
        });

        var right = NewInstance(new FakeKeys(FakeKeys.Old));
        var other = await right.ProtectAsync(Plain, Stop);
        _time.Advance(SharedProtector.BetweenReads);

        Assert.Equal(Plain, await right.UnprotectAsync(one, Stop));
        Assert.Equal(Plain, await skewed.UnprotectAsync(other, Stop));
    }

    [Fact]
    public async Task Keys_live_ninety_days_then_another_takes_over_and_the_old_one_still_reads()
    {
        var cookie = await NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        var first = XElement.Parse(Assert.Single(await KeysAsync()).GetString("Xml"));
        Assert.Equal(90, ((DateTimeOffset)first.Element("expirationDate")! - (DateTimeOffset)first.Element("creationDate")!).TotalDays, 1);
        await EditAsync(key =>
        {
            foreach (var date in new[] { "creationDate", "activationDate", "expirationDate" })
            {
                Shift(key, date, TimeSpan.FromDays(-91));
            }
        });

        var later = NewInstance(new FakeKeys(FakeKeys.Old));
        var renewed = await later.ProtectAsync(Plain, Stop);

        Assert.Equal(2, (await KeysAsync()).Count);
        Assert.NotEqual(cookie[4..20], renewed[4..20]);
        Assert.Equal(Plain, await later.UnprotectAsync(cookie, Stop));
    }

    [Fact]
    public async Task A_day_before_it_ends_a_key_has_its_successor_in_the_table_and_is_still_the_one_in_use()
    {
        var cookie = await NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        await EditAsync(key => Shift(key, "expirationDate", TimeSpan.FromDays(-89)));

        var others = Enumerable.Range(0, 3).Select(_ => NewInstance(new FakeKeys(FakeKeys.Old))).ToList();

        foreach (var other in others)
        {
            Assert.Equal(cookie[4..20], (await other.ProtectAsync(Plain, Stop))[4..20]);
        }

        Assert.Equal(2, (await KeysAsync()).Count);
    }

    [Fact]
    public async Task Made_up_cookies_cost_at_most_one_read_in_a_second()
    {
        var wire = new Wire();
        var instance = NewInstance(new FakeKeys(FakeKeys.Old), storage.Connect(wire));
        var made = await instance.ProtectAsync(Plain, Stop);
        var before = wire.Requests.Count;

        for (var second = 1; second <= 3; second++)
        {
            _time.Advance(SharedProtector.BetweenReads);
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
        var instance = NewInstance(new FakeKeys(FakeKeys.Old));
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
        var cookie = await NewInstance(keys).ProtectAsync(Plain, Stop);
        var cut = NewInstance(keys, Storage.ConnectToNothing());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cut.ProtectAsync(Plain, Stop).AsTask());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cut.UnprotectAsync(cookie, Stop).AsTask());

        keys.Down = true;
        var instance = NewInstance(keys);
        Assert.Equal(TimeSpan.FromSeconds(7), (await Assert.ThrowsAsync<StorageUnavailableException>(() => instance.UnprotectAsync(cookie, Stop).AsTask())).RetryAfter);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => instance.ProtectAsync(Plain, Stop).AsTask());

        keys.Down = false;
        _time.Advance(SharedRead<CookieKeyRing>.OutageKeptFor);
        Assert.Equal(Plain, await instance.UnprotectAsync(cookie, Stop));
    }

    [Fact]
    public async Task In_an_outage_the_table_is_asked_once_a_second_and_the_keys_that_were_read_go_on()
    {
        var wire = new Wire();
        var keys = new FakeKeys(FakeKeys.Old);
        var running = NewInstance(keys, storage.Connect(wire));
        var cookie = await running.ProtectAsync(Plain, Stop);
        keys.Down = true;
        var before = wire.Requests.Count;
        var starting = NewInstance(keys, storage.Connect(wire));
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => starting.ProtectAsync(Plain, Stop).AsTask());
        }

        Assert.Equal(1, wire.Requests.Count - before);
        _time.Advance(SharedProtector.ReadEvery);
        Assert.Equal(Plain, await running.UnprotectAsync(cookie, Stop));
        Assert.Equal(Plain, await running.UnprotectAsync(await running.ProtectAsync(Plain, Stop), Stop));
    }

    [Fact]
    public async Task While_the_keys_are_being_read_no_thread_waits_and_who_goes_away_ends_it_for_nobody_else()
    {
        var keys = new FakeKeys(FakeKeys.Old);
        var slow = new TaskCompletionSource();
        keys.Slowness = slow.Task;
        var instance = NewInstance(keys);
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
        var instance = NewInstance(keys, storage.Connect(wire));
        var cookie = await instance.ProtectAsync(Plain, Stop);
        var before = wire.Requests.Count;
        var slow = new TaskCompletionSource();
        keys.Slowness = slow.Task;

        _time.Advance(SharedProtector.ReadEvery);
        Assert.True(instance.UnprotectAsync(cookie, Stop).AsTask().IsCompletedSuccessfully);
        slow.SetResult();
        await instance.Reading;

        Assert.Equal(1, wire.Requests.Count - before);
        Assert.True(instance.UnprotectAsync(cookie, Stop).AsTask().IsCompletedSuccessfully);
        Assert.Equal(1, wire.Requests.Count - before);
    }

    [Fact]
    public async Task While_no_certificate_can_sign_cookies_go_on_with_the_keys_that_there_are()
    {
        var cookie = await NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        var instance = NewInstance(new FakeKeys { Expired = [FakeKeys.Old] });

        Assert.Equal(Plain, await instance.UnprotectAsync(cookie, Stop));
        Assert.Equal(Plain, await instance.UnprotectAsync(await instance.ProtectAsync(Plain, Stop), Stop));
    }

    [Fact]
    public async Task A_store_whose_answer_got_lost_is_no_failure()
    {
        var wire = new Wire();
        var instance = NewInstance(new FakeKeys(FakeKeys.Old), storage.Connect(wire));
        wire.LoseAnswerOf = "$batch";

        var cookie = await instance.ProtectAsync(Plain, Stop);

        Assert.Equal(Plain, await NewInstance(new FakeKeys(FakeKeys.Old)).UnprotectAsync(cookie, Stop));
    }

    [Fact]
    public async Task A_certificate_that_cannot_wrap_is_named_and_one_beside_it_that_can_is_taken()
    {
        using var ec = FakeKeys.NewEc();

        var error = await Assert.ThrowsAsync<SettingsException>(() => NewInstance(new FakeKeys(ec)).ProtectAsync(Plain, Stop).AsTask());
        Assert.Contains("Keys__CertificateName", error.ToString(), StringComparison.Ordinal);

        var instance = NewInstance(new FakeKeys(ec, FakeKeys.Old));
        Assert.Equal(Plain, await instance.UnprotectAsync(await instance.ProtectAsync(Plain, Stop), Stop));
    }

    private SharedProtector NewInstance(FakeKeys keys, TableServiceClient? service = null) => new(new CookieKeyTable(service ?? storage.Connect()), keys, _time, _log);

    private async Task<List<TableEntity>> KeysAsync() => await ListAsync(Table.QueryAsync<TableEntity>("RowKey ne 'head'", cancellationToken: Stop));

    private async Task EditAsync(Action<XElement> edit)
    {
        var row = Assert.Single(await KeysAsync());
        var key = XElement.Parse(row.GetString("Xml"));
        edit(key);
        row["Xml"] = key.ToString();
        await Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Stop);
    }

    private static void Shift(XElement key, string name, TimeSpan by)
    {
        var date = key.Element(name)!;
        date.SetValue((DateTimeOffset)date + by);
    }

    private sealed class MemoryRepository : IXmlRepository
    {
        public List<XElement> Elements { get; } = [];

        public IReadOnlyCollection<XElement> GetAllElements() => Elements;

        public void StoreElement(XElement element, string friendlyName) => Elements.Add(element);
    }
}
