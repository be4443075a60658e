using System.Net;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace AzureAdapters.Tests.Keys;

public sealed class VaultCertificateKeysTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(Start);
    private readonly CapturedLog<VaultCertificateKeys> _log = new();
    private readonly List<string> _errors = [];
    private PretendVault _vault = null!;
    private VaultCertificateKeys _keys = null!;

    public async ValueTask InitializeAsync()
    {
        _vault = await PretendVault.StartAsync();
        _keys = NewKeys("signing");
    }

    /// <summary>Whatever a test did: nothing secret is in a line of the log or in an error.</summary>
    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _vault.DisposeAsync();
        Assert.All(_vault.Secrets, secret =>
        {
            Assert.DoesNotContain(secret, _log.Text, StringComparison.Ordinal);
            Assert.All(_errors, e => Assert.DoesNotContain(secret, e, StringComparison.Ordinal));
        });
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
    public async Task A_secret_that_is_broken_costs_its_version_alone_and_is_logged_without_itself()
    {
        var good = _vault.Add("good", Start.AddDays(-90));
        _vault.Add("broken", Start.AddDays(-2), broken: true);

        var ring = await _keys.ReadAsync(Stop);

        Assert.Equal([good], ring.Published.Select(k => k.Thumbprint));
        Assert.Contains("Version broken of certificate signing cannot be used", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_vault_gets_its_token_after_its_challenge_and_every_page_is_read()
    {
        _vault.PageSize = 2;
        var all = Enumerable.Range(1, 5).Select(i => _vault.Add($"v{i}", Start.AddDays(-i))).ToList();

        var ring = await _keys.ReadAsync(Stop);

        Assert.Equal(all, ring.Published.Select(k => k.Thumbprint));
        Assert.Equal(3, _vault.Requests.Count(r => r.EndsWith("/versions", StringComparison.Ordinal)));
        Assert.InRange(_vault.Challenges, 1, 2);
    }

    [Fact]
    public async Task Twenty_first_readers_at_once_download_each_version_once()
    {
        _vault.Add("a", Start.AddDays(-90));
        _vault.Add("b", Start.AddDays(-80));
        var slow = new TaskCompletionSource();
        _vault.Slowness = slow.Task;

        var reads = Enumerable.Range(0, 20).Select(_ => _keys.ReadAsync(Stop)).ToList();
        slow.SetResult();

        Assert.Single((await Task.WhenAll(reads)).Distinct());
        Assert.Equal(["GET /secrets/signing/sa", "GET /secrets/signing/sb"], _vault.Requests.Where(r => r.Contains("/secrets/", StringComparison.Ordinal)).Order());
        Assert.Single(_vault.Requests, r => r.EndsWith("/versions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_reader_who_goes_away_ends_the_read_for_nobody_else()
    {
        var only = _vault.Add("a", Start.AddDays(-90));
        var slow = new TaskCompletionSource();
        _vault.Slowness = slow.Task;
        using var gone = new CancellationTokenSource();
        var first = _keys.ReadAsync(gone.Token);
        var second = _keys.ReadAsync(Stop);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        slow.SetResult();

        Assert.Equal(only, (await second).Active.Thumbprint);
    }

    [Fact]
    public async Task Who_has_a_copy_waits_a_second_for_a_slow_vault_and_the_next_one_gets_what_it_said()
    {
        var old = _vault.Add("a", Start.AddDays(-90));
        await _keys.ReadAsync(Stop);
        var next = _vault.Add("b", Start.AddDays(-2));
        var slow = new TaskCompletionSource();
        _vault.Slowness = slow.Task;
        _time.Advance(VaultCertificateKeys.ReadEvery);

        var waiting = _keys.ReadAsync(Stop);
        Assert.False(waiting.IsCompleted);
        _time.Advance(VaultCertificateKeys.Patience);
        Assert.Equal(old, (await waiting).Active.Thumbprint);

        slow.SetResult();
        Assert.Equal(next, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
        Assert.Equal(2, _vault.Requests.Count(r => r.EndsWith("/versions", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_in_use_still_signs_after_its_version_went()
    {
        _vault.Add("a", Start.AddDays(-90));
        var inUse = (await _keys.ReadAsync(Stop)).Active;
        _vault.Disable("a");
        _vault.Add("b", Start.AddDays(-2));
        _time.Advance(VaultCertificateKeys.ReadEvery);

        Assert.DoesNotContain(inUse, (await _keys.ReadAsync(Stop)).Published);
        Assert.Equal(256, inUse.Sign("x"u8).Length);
    }

    [Fact]
    public async Task A_throttled_request_is_sent_again_when_the_vault_says_so()
    {
        var only = _vault.Add("a", Start.AddDays(-90));
        (_vault.Failure, _vault.FailuresLeft, _vault.RetryAfter) = (HttpStatusCode.TooManyRequests, 1, 1);
        using var patient = NewKeys("signing", retries: 1);

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
        _vault.Add("a", Start.AddDays(-90));
        (_vault.Failure, _vault.RetryAfter) = (status, 7);

        var error = await FailsAsync(_keys);

        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        (_vault.Failure, _vault.RetryAfter) = (null, null);
        _time.Advance(VaultCertificateKeys.PauseWithoutCopy);
        Assert.NotNull(await _keys.ReadAsync(Stop));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task The_last_good_copy_is_kept_until_its_certificate_expires_and_no_longer(HttpStatusCode status)
    {
        var only = _vault.Add("a", Start.AddDays(-90), notAfter: Start.AddDays(30));
        await _keys.ReadAsync(Stop);
        _vault.Failure = status;

        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(only, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
        Assert.Contains("stays in use", _log.Text, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(1) + TimeSpan.FromMinutes(1));
        await FailsAsync(_keys);
    }

    [Fact]
    public async Task An_answer_that_makes_no_sense_does_not_cost_a_key_that_works()
    {
        var only = _vault.Add("a", Start.AddDays(-90));
        await _keys.ReadAsync(Stop);
        _vault.Failure = HttpStatusCode.MovedPermanently;
        _time.Advance(VaultCertificateKeys.ReadEvery);

        Assert.Equal(only, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task The_vault_is_asked_every_thirty_minutes_and_each_version_is_downloaded_once()
    {
        _vault.Add("a", Start.AddDays(-90));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _keys.ReadAsync(Stop)));
        var first = _vault.Requests.Count;

        _time.Advance(VaultCertificateKeys.ReadEvery - TimeSpan.FromTicks(1));
        await _keys.ReadAsync(Stop);
        Assert.Equal(first, _vault.Requests.Count);

        _time.Advance(TimeSpan.FromTicks(1));
        await _keys.ReadAsync(Stop);
        Assert.Equal(first + 1, _vault.Requests.Count);
    }

    [Fact]
    public async Task The_last_good_copy_stays_through_an_outage_and_the_vault_is_asked_again_after_a_minute()
    {
        var only = _vault.Add("a", Start.AddDays(-90));
        await _keys.ReadAsync(Stop);
        _vault.Failure = HttpStatusCode.ServiceUnavailable;
        _time.Advance(VaultCertificateKeys.ReadEvery);

        Assert.Equal(only, (await _keys.ReadAsync(Stop)).Active.Thumbprint);

        _vault.Failure = null;
        _vault.Disable("a");
        var next = _vault.Add("b", Start);
        Assert.Equal(only, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(next, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
    }

    [Fact]
    public async Task Without_a_copy_a_vault_that_fails_is_asked_once_a_second_whoever_asks_for_keys()
    {
        _vault.Add("a", Start.AddDays(-90));
        _vault.Failure = HttpStatusCode.ServiceUnavailable;
        await FailsAsync(_keys);
        var asked = _vault.Requests.Count + _vault.Challenges;

        for (var i = 0; i < 20; i++)
        {
            await FailsAsync(_keys);
        }

        Assert.Equal(asked, _vault.Requests.Count + _vault.Challenges);
        _vault.Failure = null;
        _time.Advance(VaultCertificateKeys.PauseWithoutCopy);
        Assert.NotNull(await _keys.ReadAsync(Stop));
    }

    [Fact]
    public async Task Without_a_copy_an_outage_and_a_missing_certificate_are_told_apart()
    {
        _vault.Add("a", Start.AddDays(-90));
        using var missing = NewKeys("missing");
        Assert.Contains("Keys__CertificateName", (await FailsAsync(missing)).Message, StringComparison.Ordinal);

        _vault.Failure = HttpStatusCode.ServiceUnavailable;
        Assert.Contains("Key Vault", (await FailsAsync(_keys)).Message, StringComparison.Ordinal);
    }

    private async Task<StorageUnavailableException> FailsAsync(VaultCertificateKeys keys)
    {
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => keys.ReadAsync(Stop));
        _errors.Add(error.ToString());
        return error;
    }

    private VaultCertificateKeys NewKeys(string name, int retries = 0) => new(_vault.Connect(retries), name, _time, _log);
}
