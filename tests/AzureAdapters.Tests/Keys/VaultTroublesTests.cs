using System.Net;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace AzureAdapters.Tests.Keys;

/// <summary>What an operator reads when the vault does not give our keys.</summary>
public sealed class VaultTroublesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(Start);
    private readonly CapturedLog<VaultCertificateKeys> _log = new();
    private PretendVault _vault = null!;
    private VaultCertificateKeys _keys = null!;

    public async ValueTask InitializeAsync()
    {
        _vault = await PretendVault.StartAsync();
        _keys = new VaultCertificateKeys(_vault.Connect(retries: 0), "signing", _time, _log);
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _vault.DisposeAsync();
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, null, KeyTrouble.Forbidden, "it needs Key Vault Certificate User on the vault")]
    [InlineData(HttpStatusCode.Forbidden, "ForbiddenByFirewall", KeyTrouble.Forbidden, "Open the vault's network rules")]
    [InlineData(HttpStatusCode.Forbidden, "SecretDisabled", KeyTrouble.Disabled, "enable it")]
    [InlineData(HttpStatusCode.NotFound, null, KeyTrouble.NotFound, "'signing' (setting Keys__CertificateName)")]
    [InlineData(HttpStatusCode.TooManyRequests, null, KeyTrouble.Unreachable, "it throttles")]
    [InlineData(HttpStatusCode.ServiceUnavailable, null, KeyTrouble.Unreachable, "the vault's network rules")]
    [InlineData(HttpStatusCode.MovedPermanently, null, KeyTrouble.Unreachable, "an answer that a vault does not give (301")]
    public async Task What_the_vault_refuses_is_told_with_its_class_the_place_and_how_to_mend_it(HttpStatusCode status, string? inner, KeyTrouble trouble, string hint)
    {
        _vault.Add("a", Start.AddDays(-90));
        (_vault.Failure, _vault.InnerCode) = (status, inner);

        await ExpectAsync(trouble, hint);
        Assert.Contains(_vault.Address.Host, _keys.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_whose_versions_are_all_disabled_is_told()
    {
        _vault.Add("a", Start.AddDays(-90), enabled: false);

        await ExpectAsync(KeyTrouble.Disabled, "no version that is enabled");
    }

    [Fact]
    public async Task A_certificate_with_a_weak_key_is_told_with_its_version()
    {
        _vault.Add("weak", Start.AddDays(-90), bits: 1024);

        await ExpectAsync(KeyTrouble.BadCertificate, "cannot be used: weak. None signs.");
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_told()
    {
        _vault.Add("old", Start.AddDays(-400), notAfter: Start.AddDays(-1));

        await ExpectAsync(KeyTrouble.BadCertificate, "have expired");
    }

    [Fact]
    public async Task A_new_version_that_cannot_be_used_is_told_while_the_old_one_signs()
    {
        var good = _vault.Add("good", Start.AddDays(-90));
        _vault.Add("weak", Start.AddDays(-2), bits: 1024);

        Assert.Equal(good, (await _keys.ReadAsync(Stop)).Active.Thumbprint);
        Assert.Equal(KeyTrouble.BadCertificate, _keys.Problem!.Trouble);
        Assert.Contains("cannot be used: weak. Another version signs.", _keys.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trouble_shows_while_the_copy_is_in_use_and_goes_when_it_is_mended()
    {
        _vault.Add("a", Start.AddDays(-90));
        await _keys.ReadAsync(Stop);
        Assert.Null(_keys.Problem);

        _vault.Failure = HttpStatusCode.Forbidden;
        _time.Advance(VaultCertificateKeys.ReadEvery);
        await _keys.ReadAsync(Stop);
        Assert.Equal(KeyTrouble.Forbidden, _keys.Problem!.Trouble);
        Assert.Contains("stays in use, and the vault is asked again in a minute. Key Vault", _log.Text, StringComparison.Ordinal);

        _vault.Failure = null;
        _time.Advance(TimeSpan.FromMinutes(1));
        await _keys.ReadAsync(Stop);
        Assert.Null(_keys.Problem);
    }

    private async Task ExpectAsync(KeyTrouble trouble, string hint)
    {
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => _keys.ReadAsync(Stop));

        Assert.Equal((trouble, new KeyProblem(trouble, error.Message)), (error.Keys, _keys.Problem));
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.Contains($"Our keys cannot be used ({trouble}). {error.Message}", _log.Text, StringComparison.Ordinal);
    }
}
