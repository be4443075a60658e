using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace AzureAdapters.Tests.Keys;

public sealed class VaultCertificateKeysTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Start);
    private readonly PretendVault _vault = new();
    private readonly VaultCertificateKeys _keys;

    public VaultCertificateKeysTests() => _keys = NewKeys("signing");

    public void Dispose()
    {
        _keys.Dispose();
        _vault.Dispose();
    }

    [Fact]
    public async Task The_newest_version_that_has_been_published_for_a_day_signs_and_all_are_published()
    {
        var old = _vault.Add("a", Start.AddDays(-90));
        var current = _vault.Add("b", Start.AddDays(-1));
        var fresh = _vault.Add("c", Start.AddHours(-23));

        var ring = await _keys.ReadAsync(Stop);

        Assert.Equal(current, ring.Active.Thumbprint);
        Assert.Equal([current, fresh, old], ring.Published.Select(k => k.Thumbprint));
        Assert.Equal(256, ring.Active.Sign("x"u8).Length);
    }

    [Fact]
    public async Task A_new_version_takes_over_after_its_day_without_a_restart()
    {
        var old = _vault.Add("a", Start.AddDays(-90));
        Assert.Equal(old, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
        var renewed = _vault.Add("b", Start);

        _time.Advance(VaultCertificateKeys.ReadEvery);
        var published = await _keys.ReadAsync(Stop);
        Assert.Equal((old, 2), (published.Active.Thumbprint, published.Published.Count));

        _time.Advance(VaultCertificateKeys.PublishedBeforeUse);
        Assert.Equal(renewed, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task In_a_new_installation_the_only_version_signs_at_once()
    {
        var only = _vault.Add("a", Start);

        Assert.Equal(only, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task Disabled_expired_and_weak_versions_are_left_out_and_one_not_valid_yet_is_published_only()
    {
        var good = _vault.Add("good", Start.AddDays(-30));
        var early = _vault.Add("early", Start.AddDays(-2), notBefore: Start.AddDays(1), notAfter: Start.AddYears(1));
        _vault.Add("disabled", Start.AddDays(-2), enabled: false);
        _vault.Add("expired", Start.AddDays(-400), notAfter: Start.AddDays(-1));
        _vault.Add("weak", Start.AddDays(-2), bits: 1024);

        var ring = await _keys.ReadAsync(Stop);

        Assert.Equal([good, early], ring.Published.Select(k => k.Thumbprint));
    }

    [Fact]
    public async Task The_vault_is_asked_every_thirty_minutes_and_each_version_is_downloaded_once()
    {
        _vault.Add("a", Start.AddDays(-90));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _keys.ReadAsync(Stop)));
        var first = _vault.Requests;

        _time.Advance(VaultCertificateKeys.ReadEvery - TimeSpan.FromTicks(1));
        await _keys.ReadAsync(Stop);
        Assert.Equal(first, _vault.Requests);

        _time.Advance(TimeSpan.FromTicks(1));
        await _keys.ReadAsync(Stop);
        Assert.Equal(first + 1, _vault.Requests);
    }

    [Fact]
    public async Task The_last_good_copy_stays_through_an_outage_and_the_vault_is_asked_again_after_a_minute()
    {
        var only = _vault.Add("a", Start.AddDays(-90));
        await _keys.ReadAsync(Stop);
        _vault.Down = true;
        _time.Advance(VaultCertificateKeys.ReadEvery);

        Assert.Equal(only, (await _keys.ReadAsync(Stop)).Active.Thumbprint);

        _vault.Down = false;
        _vault.Disable("a");
        var next = _vault.Add("b", Start);
        Assert.Equal(only, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(next, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task Without_a_copy_an_outage_and_a_missing_certificate_are_told_apart()
    {
        _vault.Add("a", Start.AddDays(-90));
        using var missing = NewKeys("missing");
        Assert.Contains("Keys__CertificateName", (await Assert.ThrowsAsync<StorageUnavailableException>(() => missing.ReadAsync(Stop))).Message, StringComparison.Ordinal);

        _vault.Down = true;
        Assert.Contains("Key Vault", (await Assert.ThrowsAsync<StorageUnavailableException>(() => _keys.ReadAsync(Stop))).Message, StringComparison.Ordinal);
    }

    private VaultCertificateKeys NewKeys(string name)
    {
        var options = new CertificateClientOptions { Transport = new HttpClientTransport(_vault) };
        options.Retry.MaxRetries = 0;
        return new(new CertificateClient(_vault.Address, new NoCredential(), options), name, _time, NullLogger<VaultCertificateKeys>.Instance);
    }

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("x", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
