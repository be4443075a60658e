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
        using var gate = new Barrier(instances.Count);

        var cookies = await Task.WhenAll(instances.Select(i => Task.Factory.StartNew(
            () =>
            {
                gate.SignalAndWait(Stop);
                return i.Protect(Plain);
            },
            Stop,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.All(instances, i => Assert.All(cookies, c => Assert.Equal(Plain, i.Unprotect(c))));
        Assert.Single(await KeysAsync());
    }

    [Fact]
    public void Twenty_first_sign_ins_at_once_on_one_instance_read_the_table_as_one()
    {
        NewInstance(new FakeKeys(FakeKeys.Old)).Protect(Plain);
        var wire = new Wire();
        var instance = NewInstance(new FakeKeys(FakeKeys.Old), storage.Connect(wire));

        Parallel.For(0, 20, new ParallelOptions { CancellationToken = Stop }, _ => instance.Protect(Plain));

        Assert.Single(wire.Requests);
    }

    [Fact]
    public void Nothing_is_read_before_it_is_needed_and_then_once()
    {
        var wire = new Wire();
        var instance = NewInstance(new FakeKeys(FakeKeys.Old), storage.Connect(wire));
        Assert.Empty(wire.Requests);

        instance.Protect(Plain);
        var first = wire.Requests.Count;
        instance.Unprotect(instance.Protect(Plain));

        Assert.InRange(first, 1, 4);
        Assert.Equal(first, wire.Requests.Count);
    }

    [Fact]
    public async Task A_stored_key_shows_nothing_of_itself()
    {
        NewInstance(new FakeKeys(FakeKeys.Old)).Protect(Plain);

        var xml = Assert.Single(await KeysAsync()).GetString("Xml");

        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
        Assert.Contains($"certificate=\"{FakeKeys.Old.Thumbprint}\"", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void While_both_versions_of_the_certificate_are_published_a_rollover_loses_nothing()
    {
        var before = NewInstance(new FakeKeys(FakeKeys.Old));
        var cookie = before.Protect(Plain);

        var after = NewInstance(new FakeKeys(FakeKeys.New, FakeKeys.Old));

        Assert.Equal(Plain, after.Unprotect(cookie));
        Assert.Equal(Plain, before.Unprotect(after.Protect(Plain)));
    }

    [Fact]
    public async Task When_the_version_that_wrapped_the_key_is_gone_a_new_key_is_made_and_old_cookies_are_void_without_an_exception()
    {
        var before = NewInstance(new FakeKeys(FakeKeys.Old, FakeKeys.New));
        var cookie = before.Protect(Plain);

        var after = NewInstance(new FakeKeys(FakeKeys.New));

        Assert.Null(after.Unprotect(cookie));
        Assert.Contains("cannot be unwrapped", _log.Text, StringComparison.Ordinal);
        var renewed = after.Protect(Plain);
        Assert.Equal(2, (await KeysAsync()).Count);

        // The others read their ring once a day; a cookie of a key that they have not met makes them look.
        _time.Advance(SharedProtector.BetweenReads);
        Assert.Equal(Plain, before.Unprotect(renewed));
    }

    [Fact]
    public void Cookies_outlive_the_certificate_that_wrapped_their_key()
    {
        var cookie = NewInstance(new FakeKeys(FakeKeys.Old)).Protect(Plain);

        Assert.Equal(Plain, NewInstance(new FakeKeys(FakeKeys.New) { Expired = [FakeKeys.Old] }).Unprotect(cookie));
    }

    [Fact]
    public void A_version_that_comes_back_makes_its_cookies_readable_again()
    {
        var cookie = NewInstance(new FakeKeys(FakeKeys.Old)).Protect(Plain);
        var keys = new FakeKeys(FakeKeys.New);
        var instance = NewInstance(keys);
        Assert.Null(instance.Unprotect(cookie));

        keys.Published = [FakeKeys.New, FakeKeys.Old];
        Assert.Null(instance.Unprotect(cookie));
        _time.Advance(SharedProtector.BetweenReadsForCertificates);

        Assert.Equal(Plain, instance.Unprotect(cookie));
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

        Assert.Null(instance.Unprotect(forged));
        Assert.Equal(Plain, instance.Unprotect(instance.Protect(Plain)));
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
        var one = skewed.Protect(Plain);
        await EditAsync(key =>
        {
            Shift(key, "creationDate", TimeSpan.FromMinutes(minutes));
            Shift(key, "activationDate", TimeSpan.FromMinutes(minutes));
        });

        var right = NewInstance(new FakeKeys(FakeKeys.Old));
        var other = right.Protect(Plain);
        _time.Advance(SharedProtector.BetweenReads);

        Assert.Equal(Plain, right.Unprotect(one));
        Assert.Equal(Plain, skewed.Unprotect(other));
    }

    [Fact]
    public async Task Keys_live_ninety_days_then_another_takes_over_and_the_old_one_still_reads()
    {
        var cookie = NewInstance(new FakeKeys(FakeKeys.Old)).Protect(Plain);
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
        var renewed = later.Protect(Plain);

        Assert.Equal(2, (await KeysAsync()).Count);
        Assert.NotEqual(cookie[4..20], renewed[4..20]);
        Assert.Equal(Plain, later.Unprotect(cookie));
    }

    [Fact]
    public async Task A_day_before_it_ends_a_key_has_its_successor_in_the_table_and_is_still_the_one_in_use()
    {
        var cookie = NewInstance(new FakeKeys(FakeKeys.Old)).Protect(Plain);
        await EditAsync(key => Shift(key, "expirationDate", TimeSpan.FromDays(-89)));

        var others = Enumerable.Range(0, 3).Select(_ => NewInstance(new FakeKeys(FakeKeys.Old))).ToList();

        Assert.All(others, o => Assert.Equal(cookie[4..20], o.Protect(Plain)[4..20]));
        Assert.Equal(2, (await KeysAsync()).Count);
    }

    [Fact]
    public void Made_up_cookies_cost_at_most_one_read_in_a_second()
    {
        var wire = new Wire();
        var instance = NewInstance(new FakeKeys(FakeKeys.Old), storage.Connect(wire));
        var made = instance.Protect(Plain);
        var before = wire.Requests.Count;

        for (var second = 1; second <= 3; second++)
        {
            _time.Advance(SharedProtector.BetweenReads);
            for (var i = 0; i < 20; i++)
            {
                RandomNumberGenerator.Fill(made.AsSpan(4, 16));
                Assert.Null(instance.Unprotect(made));
            }

            Assert.Equal(second, wire.Requests.Count - before);
        }
    }

    [Fact]
    public void A_changed_cookie_is_none()
    {
        var instance = NewInstance(new FakeKeys(FakeKeys.Old));
        var cookie = instance.Protect(Plain);
        for (var i = 0; i < cookie.Length; i++)
        {
            var changed = (byte[])cookie.Clone();
            changed[i] ^= 1;
            Assert.Null(instance.Unprotect(changed));
        }

        Assert.Null(instance.Unprotect([]));
        Assert.Null(instance.Unprotect(cookie[..20]));
    }

    [Fact]
    public void An_outage_of_the_table_or_of_the_vault_is_an_outage_and_ends_by_itself()
    {
        var keys = new FakeKeys(FakeKeys.Old);
        var cookie = NewInstance(keys).Protect(Plain);
        var cut = NewInstance(keys, Storage.ConnectToNothing());
        Assert.Throws<StorageUnavailableException>(() => cut.Protect(Plain));
        Assert.Throws<StorageUnavailableException>(() => cut.Unprotect(cookie));

        keys.Down = true;
        var instance = NewInstance(keys);
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Throws<StorageUnavailableException>(() => instance.Unprotect(cookie)).RetryAfter);
        Assert.Throws<StorageUnavailableException>(() => instance.Protect(Plain));

        keys.Down = false;
        Assert.Equal(Plain, instance.Unprotect(cookie));
    }

    [Fact]
    public void A_store_whose_answer_got_lost_is_no_failure()
    {
        var wire = new Wire();
        var instance = NewInstance(new FakeKeys(FakeKeys.Old), storage.Connect(wire));
        wire.LoseAnswerOf = "$batch";

        var cookie = instance.Protect(Plain);

        Assert.Equal(Plain, NewInstance(new FakeKeys(FakeKeys.Old)).Unprotect(cookie));
    }

    [Fact]
    public void A_certificate_that_cannot_wrap_is_named_and_one_beside_it_that_can_is_taken()
    {
        using var ec = FakeKeys.NewEc();

        var error = Assert.ThrowsAny<Exception>(() => NewInstance(new FakeKeys(ec)).Protect(Plain));
        Assert.Contains("Keys__CertificateName", error.ToString(), StringComparison.Ordinal);

        var instance = NewInstance(new FakeKeys(ec, FakeKeys.Old));
        Assert.Equal(Plain, instance.Unprotect(instance.Protect(Plain)));
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
