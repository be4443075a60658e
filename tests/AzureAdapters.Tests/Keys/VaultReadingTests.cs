using System.Net;
using SignOn;

namespace AzureAdapters.Tests.Keys;

/// <summary>When the vault is asked, who waits for it, and what an outage does.</summary>
public sealed class VaultReadingTests : IAsyncLifetime
{
    private readonly VaultWorld _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_vault_gets_its_token_after_its_challenge_and_every_page_is_read()
    {
        _world.Vault.PageSize = 2;
        var all = Enumerable.Range(1, 5).Select(i => _world.Vault.Add($"v{i}", Start.AddDays(-i))).ToList();

        var ring = await _world.Keys.ReadAsync(Stop);

        Assert.Equal(all, ring.Published.Select(k => k.Thumbprint));
        Assert.Equal(3, _world.Vault.Requests.Count(r => r.EndsWith("/versions", StringComparison.Ordinal)));
        Assert.InRange(_world.Vault.Challenges, 1, 2);
    }

    [Fact]
    public async Task Twenty_first_readers_at_once_download_each_version_once()
    {
        _world.Vault.Add("a", Start.AddDays(-90));
        _world.Vault.Add("b", Start.AddDays(-80));
        var slow = new TaskCompletionSource();
        _world.Vault.Slowness = slow.Task;

        var reads = Enumerable.Range(0, 20).Select(_ => _world.Keys.ReadAsync(Stop)).ToList();
        slow.SetResult();

        Assert.Single((await Task.WhenAll(reads)).Distinct());
        Assert.Equal(["GET /secrets/signing/sa", "GET /secrets/signing/sb"], _world.Vault.Requests.Where(r => r.Contains("/secrets/", StringComparison.Ordinal)).Order());
        Assert.Single(_world.Vault.Requests, r => r.EndsWith("/versions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_reader_who_goes_away_ends_the_read_for_nobody_else()
    {
        var only = _world.Vault.Add("a", Start.AddDays(-90));
        var slow = new TaskCompletionSource();
        _world.Vault.Slowness = slow.Task;
        using var gone = new CancellationTokenSource();
        var first = _world.Keys.ReadAsync(gone.Token);
        var second = _world.Keys.ReadAsync(Stop);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        slow.SetResult();

        Assert.Equal(only, (await second).Active.Thumbprint);
    }

    [Fact]
    public async Task Who_has_a_copy_waits_a_second_for_a_slow_vault_and_the_next_one_gets_what_it_said()
    {
        var old = _world.Vault.Add("a", Start.AddDays(-90));
        await _world.Keys.ReadAsync(Stop);
        var next = _world.Vault.Add("b", Start.AddDays(-2));
        var slow = new TaskCompletionSource();
        _world.Vault.Slowness = slow.Task;
        _world.Time.Advance(VaultCertificateKeys.ReadEvery);

        var waiting = _world.Keys.ReadAsync(Stop);
        Assert.False(waiting.IsCompleted);
        _world.Time.Advance(VaultCertificateKeys.Patience);
        Assert.Equal(old, (await waiting).Active.Thumbprint);

        slow.SetResult();
        await _world.Keys.SlowRead!;
        Assert.Equal(next, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
        Assert.Equal(2, _world.Vault.Requests.Count(r => r.EndsWith("/versions", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Only_the_first_in_an_outage_waits_for_a_slow_vault()
    {
        var only = _world.Vault.Add("a", Start.AddDays(-90));
        await _world.Keys.ReadAsync(Stop);
        _world.Vault.Slowness = new TaskCompletionSource().Task;
        _world.Time.Advance(VaultCertificateKeys.ReadEvery);
        var first = _world.Keys.ReadAsync(Stop);
        _world.Time.Advance(VaultCertificateKeys.Patience);
        await first;

        var later = _world.Keys.ReadAsync(Stop);

        Assert.True(later.IsCompletedSuccessfully);
        Assert.Equal(only, (await later).Active.Thumbprint);
    }

    [Fact]
    public async Task Without_a_copy_an_outage_is_asked_about_once_a_second()
    {
        _world.Vault.Add("a", Start.AddDays(-90));
        _world.Vault.Failure = HttpStatusCode.ServiceUnavailable;
        for (var i = 0; i < 20; i++)
        {
            await _world.FailsAsync(_world.Keys);
        }

        Assert.Single(_world.Vault.Requests);
        _world.Time.Advance(SharedRead<ServiceProviderKeyRing>.OutageKeptFor);
        await _world.FailsAsync(_world.Keys);
        Assert.Equal(2, _world.Vault.Requests.Count);
    }

    [Fact]
    public async Task A_throttled_request_is_sent_again_when_the_vault_says_so()
    {
        var only = _world.Vault.Add("a", Start.AddDays(-90));
        (_world.Vault.Failure, _world.Vault.FailuresLeft, _world.Vault.RetryAfter) = (HttpStatusCode.TooManyRequests, 1, 1);
        using var patient = _world.NewKeys("signing", retries: 1);

        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(only, (await patient.ReadAsync(Stop)).Active.Thumbprint);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.9, 60);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "throttles")]
    [InlineData(HttpStatusCode.Forbidden, "role assignments")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "503")]
    [InlineData(HttpStatusCode.InternalServerError, "500")]
    public async Task Without_a_copy_a_vault_that_refuses_is_an_outage_that_says_what_to_do(HttpStatusCode status, string hint)
    {
        _world.Vault.Add("a", Start.AddDays(-90));
        (_world.Vault.Failure, _world.Vault.RetryAfter) = (status, 7);

        var error = await _world.FailsAsync(_world.Keys);

        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        (_world.Vault.Failure, _world.Vault.RetryAfter) = (null, null);
        _world.Time.Advance(SharedRead<ServiceProviderKeyRing>.OutageKeptFor);
        Assert.NotNull(await _world.Keys.ReadAsync(Stop));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task The_last_good_copy_is_kept_until_its_certificate_expires_and_no_longer(HttpStatusCode status)
    {
        var only = _world.Vault.Add("a", Start.AddDays(-90), notAfter: Start.AddDays(30));
        await _world.Keys.ReadAsync(Stop);
        _world.Vault.Failure = status;

        _world.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(only, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
        Assert.Contains("stays in use", _world.Log.Text, StringComparison.Ordinal);

        _world.Time.Advance(TimeSpan.FromSeconds(1) + TimeSpan.FromMinutes(1));
        await _world.FailsAsync(_world.Keys);
    }

    [Fact]
    public async Task An_answer_that_makes_no_sense_does_not_cost_a_key_that_works()
    {
        var only = _world.Vault.Add("a", Start.AddDays(-90));
        await _world.Keys.ReadAsync(Stop);
        _world.Vault.Failure = HttpStatusCode.MovedPermanently;
        _world.Time.Advance(VaultCertificateKeys.ReadEvery);

        Assert.Equal(only, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task The_vault_is_asked_every_thirty_minutes_and_each_version_is_downloaded_once()
    {
        _world.Vault.Add("a", Start.AddDays(-90));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _world.Keys.ReadAsync(Stop)));
        var first = _world.Vault.Requests.Count;

        _world.Time.Advance(VaultCertificateKeys.ReadEvery - TimeSpan.FromTicks(1));
        await _world.Keys.ReadAsync(Stop);
        Assert.Equal(first, _world.Vault.Requests.Count);

        _world.Time.Advance(TimeSpan.FromTicks(1));
        await _world.Keys.ReadAsync(Stop);
        Assert.Equal(first + 1, _world.Vault.Requests.Count);
    }

    [Fact]
    public async Task The_last_good_copy_stays_through_an_outage_and_the_vault_is_asked_again_after_a_minute()
    {
        var only = _world.Vault.Add("a", Start.AddDays(-90));
        await _world.Keys.ReadAsync(Stop);
        _world.Vault.Failure = HttpStatusCode.ServiceUnavailable;
        _world.Time.Advance(VaultCertificateKeys.ReadEvery);

        Assert.Equal(only, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);

        _world.Vault.Failure = null;
        _world.Vault.Disable("a");
        var next = _world.Vault.Add("b", Start);
        Assert.Equal(only, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(next, (await _world.Keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task Without_a_copy_an_outage_and_a_missing_certificate_are_told_apart()
    {
        _world.Vault.Add("a", Start.AddDays(-90));
        using var missing = _world.NewKeys("missing");
        Assert.Contains("Keys__CertificateName", (await _world.FailsAsync(missing)).Message, StringComparison.Ordinal);

        _world.Vault.Failure = HttpStatusCode.ServiceUnavailable;
        Assert.Contains("Key Vault", (await _world.FailsAsync(_world.Keys)).Message, StringComparison.Ordinal);
    }
}
