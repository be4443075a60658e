using System.Xml.Linq;
using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using SignOn;

namespace AzureAdapters.Tests.Cookies;

/// <summary>How the keys of the cookies are made, wrapped, shared and renewed.</summary>
[Collection(CookieKeysWorld.OneTable)]
public sealed class CookieKeysTests(Storage storage) : IAsyncLifetime
{
    private static readonly byte[] Plain = [.. "what the browser carries"u8];
    private readonly CookieKeysWorld _world = new(storage);

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Twenty_instances_that_start_at_once_on_an_empty_table_make_one_key_and_read_each_others_cookies()
    {
        var instances = Enumerable.Range(0, 20).Select(_ => _world.NewInstance(new FakeKeys(FakeKeys.Old))).ToList();

        var cookies = await Task.WhenAll(instances.Select(i => i.ProtectAsync(Plain, Stop).AsTask()));

        foreach (var instance in instances)
        {
            foreach (var cookie in cookies)
            {
                Assert.Equal(Plain, await instance.UnprotectAsync(cookie, Stop));
            }
        }

        Assert.Single(await _world.KeysAsync());
    }

    [Fact]
    public async Task A_stored_key_shows_nothing_of_itself()
    {
        await _world.NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);

        var xml = Assert.Single(await _world.KeysAsync()).GetString("Xml");

        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
        Assert.Contains($"certificate=\"{FakeKeys.Old.Thumbprint}\"", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_both_versions_of_the_certificate_are_published_a_rollover_loses_nothing()
    {
        var before = _world.NewInstance(new FakeKeys(FakeKeys.Old));
        var cookie = await before.ProtectAsync(Plain, Stop);

        var after = _world.NewInstance(new FakeKeys(FakeKeys.New, FakeKeys.Old));

        Assert.Equal(Plain, await after.UnprotectAsync(cookie, Stop));
        Assert.Equal(Plain, await before.UnprotectAsync(await after.ProtectAsync(Plain, Stop), Stop));
    }

    [Fact]
    public async Task When_the_version_that_wrapped_the_key_is_gone_a_new_key_is_made_and_old_cookies_are_void_without_an_exception()
    {
        var before = _world.NewInstance(new FakeKeys(FakeKeys.Old, FakeKeys.New));
        var cookie = await before.ProtectAsync(Plain, Stop);

        var after = _world.NewInstance(new FakeKeys(FakeKeys.New));

        Assert.Null(await after.UnprotectAsync(cookie, Stop));
        Assert.Contains("cannot be unwrapped", _world.Log.Text, StringComparison.Ordinal);
        var renewed = await after.ProtectAsync(Plain, Stop);
        Assert.Equal(2, (await _world.KeysAsync()).Count);

        // The others read their ring twice a day; a cookie of a key that they have not met makes them look.
        _world.Time.Advance(SharedProtector.BetweenReads);
        Assert.Equal(Plain, await before.UnprotectAsync(renewed, Stop));
    }

    [Fact]
    public async Task Cookies_outlive_the_certificate_that_wrapped_their_key()
    {
        var cookie = await _world.NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);

        Assert.Equal(Plain, await _world.NewInstance(new FakeKeys(FakeKeys.New) { Expired = [FakeKeys.Old] }).UnprotectAsync(cookie, Stop));
    }

    [Fact]
    public async Task A_version_that_comes_back_makes_its_cookies_readable_again()
    {
        var cookie = await _world.NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        var keys = new FakeKeys(FakeKeys.New);
        var instance = _world.NewInstance(keys);
        Assert.Null(await instance.UnprotectAsync(cookie, Stop));

        keys.Published = [FakeKeys.New, FakeKeys.Old];
        Assert.Null(await instance.UnprotectAsync(cookie, Stop));
        _world.Time.Advance(SharedProtector.BetweenReadsForCertificates);

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
        await _world.Table.AddEntityAsync(new TableEntity("keys", "x") { ["Name"] = "x", ["Xml"] = Assert.Single(repository.Elements).ToString() }, Stop);

        var instance = _world.NewInstance(new FakeKeys(FakeKeys.Old));

        Assert.Null(await instance.UnprotectAsync(forged, Stop));
        Assert.Equal(Plain, await instance.UnprotectAsync(await instance.ProtectAsync(Plain, Stop), Stop));
        Assert.Contains("not wrapped", _world.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-10)]
    [InlineData(10)]
    [InlineData(60)]
    public async Task Instances_whose_clocks_differ_by_minutes_read_each_others_cookies(int minutes)
    {
        var skewed = _world.NewInstance(new FakeKeys(FakeKeys.Old));
        var one = await skewed.ProtectAsync(Plain, Stop);
        await _world.EditAsync(key =>
        {
            CookieKeysWorld.Shift(key, "creationDate", TimeSpan.FromMinutes(minutes));
            CookieKeysWorld.Shift(key, "activationDate", TimeSpan.FromMinutes(minutes));
        });

        var right = _world.NewInstance(new FakeKeys(FakeKeys.Old));
        var other = await right.ProtectAsync(Plain, Stop);
        _world.Time.Advance(SharedProtector.BetweenReads);

        Assert.Equal(Plain, await right.UnprotectAsync(one, Stop));
        Assert.Equal(Plain, await skewed.UnprotectAsync(other, Stop));
    }

    [Fact]
    public async Task Keys_live_ninety_days_then_another_takes_over_and_the_old_one_still_reads()
    {
        var cookie = await _world.NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        var first = XElement.Parse(Assert.Single(await _world.KeysAsync()).GetString("Xml"));
        Assert.Equal(90, ((DateTimeOffset)first.Element("expirationDate")! - (DateTimeOffset)first.Element("creationDate")!).TotalDays, 1);
        await _world.EditAsync(key =>
        {
            foreach (var date in new[] { "creationDate", "activationDate", "expirationDate" })
            {
                CookieKeysWorld.Shift(key, date, TimeSpan.FromDays(-91));
            }
        });

        var later = _world.NewInstance(new FakeKeys(FakeKeys.Old));
        var renewed = await later.ProtectAsync(Plain, Stop);

        Assert.Equal(2, (await _world.KeysAsync()).Count);
        Assert.NotEqual(cookie[4..20], renewed[4..20]);
        Assert.Equal(Plain, await later.UnprotectAsync(cookie, Stop));
    }

    [Fact]
    public async Task A_day_before_it_ends_a_key_has_its_successor_in_the_table_and_is_still_the_one_in_use()
    {
        var cookie = await _world.NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        await _world.EditAsync(key => CookieKeysWorld.Shift(key, "expirationDate", TimeSpan.FromDays(-89)));

        var others = Enumerable.Range(0, 3).Select(_ => _world.NewInstance(new FakeKeys(FakeKeys.Old))).ToList();

        foreach (var other in others)
        {
            Assert.Equal(cookie[4..20], (await other.ProtectAsync(Plain, Stop))[4..20]);
        }

        Assert.Equal(2, (await _world.KeysAsync()).Count);
    }

    [Fact]
    public async Task While_no_certificate_can_sign_cookies_go_on_with_the_keys_that_there_are()
    {
        var cookie = await _world.NewInstance(new FakeKeys(FakeKeys.Old)).ProtectAsync(Plain, Stop);
        var instance = _world.NewInstance(new FakeKeys { Expired = [FakeKeys.Old] });

        Assert.Equal(Plain, await instance.UnprotectAsync(cookie, Stop));
        Assert.Equal(Plain, await instance.UnprotectAsync(await instance.ProtectAsync(Plain, Stop), Stop));
    }

    [Fact]
    public async Task A_certificate_that_cannot_wrap_is_named_and_one_beside_it_that_can_is_taken()
    {
        using var ec = FakeKeys.NewEc();

        var error = await Assert.ThrowsAsync<SettingsException>(() => _world.NewInstance(new FakeKeys(ec)).ProtectAsync(Plain, Stop).AsTask());
        Assert.Contains("Keys__CertificateName", error.ToString(), StringComparison.Ordinal);

        var instance = _world.NewInstance(new FakeKeys(ec, FakeKeys.Old));
        Assert.Equal(Plain, await instance.UnprotectAsync(await instance.ProtectAsync(Plain, Stop), Stop));
    }

    private sealed class MemoryRepository : IXmlRepository
    {
        public List<XElement> Elements { get; } = [];

        public IReadOnlyCollection<XElement> GetAllElements() => Elements;

        public void StoreElement(XElement element, string friendlyName) => Elements.Add(element);
    }
}
