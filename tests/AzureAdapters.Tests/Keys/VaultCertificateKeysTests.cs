using System.Net;
using SignOn;

namespace AzureAdapters.Tests.Keys;

/// <summary>Which versions of the certificate sign, are published and decrypt.</summary>
public sealed class VaultCertificateKeysTests : IAsyncLifetime
{
    private readonly VaultWorld _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_newest_version_that_has_been_published_for_a_day_signs_and_all_are_published()
    {
        var old = _world.Vault.Add("a", Start.AddDays(-90));
        var current = _world.Vault.Add("b", Start.AddDays(-1));
        var fresh = _world.Vault.Add("c", Start.AddHours(-23));

        var ring = await _world.Keys.ReadAsync(Stop);

        Assert.Equal(current, ring.Active.Thumbprint);
        Assert.Equal([current, fresh, old], ring.Published.Select(k => k.Thumbprint));
        Assert.Equal(256, ring.Active.Sign("x"u8).Length);
    }

    [Fact]
    public async Task A_new_version_takes_over_after_its_day_without_a_restart()
    {
        var old = _world.Vault.Add("a", Start.AddDays(-90));
        Assert.Equal(old, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
        var renewed = _world.Vault.Add("b", Start);

        _world.Time.Advance(VaultCertificateKeys.ReadEvery);
        var published = await _world.Keys.ReadAsync(Stop);
        Assert.Equal((old, 2), (published.Active.Thumbprint, published.Published.Count));

        _world.Time.Advance(VaultCertificateKeys.PublishedBeforeUse);
        Assert.Equal(renewed, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task In_a_new_installation_the_only_version_signs_at_once()
    {
        var only = _world.Vault.Add("a", Start);

        Assert.Equal(only, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task Disabled_expired_and_weak_versions_are_left_out_and_one_not_valid_yet_is_published_only()
    {
        var good = _world.Vault.Add("good", Start.AddDays(-30));
        var early = _world.Vault.Add("early", Start.AddDays(-2), notBefore: Start.AddDays(1), notAfter: Start.AddYears(1));
        _world.Vault.Add("disabled", Start.AddDays(-2), enabled: false);
        _world.Vault.Add("expired", Start.AddDays(-400), notAfter: Start.AddDays(-1));
        _world.Vault.Add("weak", Start.AddDays(-2), bits: 1024);

        var ring = await _world.Keys.ReadAsync(Stop);

        Assert.Equal([good, early], ring.Published.Select(k => k.Thumbprint));
    }

    [Fact]
    public async Task Enabled_versions_that_have_expired_decrypt_behind_the_others_the_three_newest_of_them()
    {
        var current = _world.Vault.Add("current", Start.AddDays(-30));
        var previous = _world.Vault.Add("previous", Start.AddDays(-90));
        var expired = Enumerable.Range(1, 4).Select(i => _world.Vault.Add($"expired{i}", Start.AddDays(-400 * i), notAfter: Start.AddDays(-1))).ToList();
        _world.Vault.Add("disabled", Start.AddDays(-380), enabled: false, notAfter: Start.AddDays(-1));

        Assert.Equal([current, previous, .. expired.Take(3)], (await _world.Keys.ReadForDecryptionAsync(Stop)).Select(k => k.Thumbprint));
        Assert.Equal([current, previous], (await _world.Keys.ReadAsync(Stop)).Published.Select(k => k.Thumbprint));
    }

    [Fact]
    public async Task When_the_only_version_expires_it_signs_no_more_and_decrypts_on_also_after_a_restart_and_in_an_outage()
    {
        var only = _world.Vault.Add("a", Start.AddDays(-90), notAfter: Start.AddDays(1));
        await _world.Keys.ReadAsync(Stop);
        _world.Time.Advance(TimeSpan.FromDays(1));
        using var restarted = _world.NewKeys("signing");

        foreach (var keys in new[] { _world.Keys, restarted })
        {
            Assert.Contains("No version", (await _world.FailsAsync(keys)).Message, StringComparison.Ordinal);
            Assert.Equal(only, Assert.Single(await keys.ReadForDecryptionAsync(Stop)).Thumbprint);
        }

        _world.Vault.Failure = HttpStatusCode.ServiceUnavailable;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(only, Assert.Single(await restarted.ReadForDecryptionAsync(Stop)).Thumbprint);
        await _world.FailsAsync(restarted);
        _world.Vault.Failure = null;
        var next = _world.Vault.Add("b", Start);
        _world.Time.Advance(SharedRead<ServiceProviderKeyRing>.OutageKeptFor);
        Assert.Equal(next, (await restarted.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task An_expired_version_that_cannot_be_read_costs_nothing_but_itself()
    {
        var good = _world.Vault.Add("good", Start.AddDays(-30));
        _world.Vault.Add("expired", Start.AddDays(-400), notAfter: Start.AddDays(-1));
        _world.Vault.FailingPath = "/secrets/signing/sexpired";

        Assert.Equal(good, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
        Assert.Contains("Version expired of certificate signing has expired and could not be read", _world.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_broken_costs_its_version_alone_and_is_logged_without_itself()
    {
        var good = _world.Vault.Add("good", Start.AddDays(-90));
        _world.Vault.Add("broken", Start.AddDays(-2), broken: true);

        var ring = await _world.Keys.ReadAsync(Stop);

        Assert.Equal([good], ring.Published.Select(k => k.Thumbprint));
        Assert.Contains("Version broken of certificate signing cannot be used", _world.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_use_still_signs_after_its_version_went()
    {
        _world.Vault.Add("a", Start.AddDays(-90));
        var inUse = (await _world.Keys.ReadAsync(Stop)).Active;
        _world.Vault.Disable("a");
        _world.Vault.Add("b", Start.AddDays(-2));
        _world.Time.Advance(VaultCertificateKeys.ReadEvery);

        Assert.DoesNotContain(inUse, (await _world.Keys.ReadAsync(Stop)).Published);
        Assert.Equal(256, inUse.Sign("x"u8).Length);
    }
}
