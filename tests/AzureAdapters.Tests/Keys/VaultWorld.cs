using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace AzureAdapters.Tests.Keys;

/// <summary>A pretend vault, and the keys in its certificate 'signing'.</summary>
internal sealed class VaultWorld : IAsyncLifetime
{
    private readonly List<string> _errors = [];

    public FakeTimeProvider Time { get; } = new(Start);

    public CapturedLog<VaultCertificateKeys> Log { get; } = new();

    public PretendVault Vault { get; private set; } = null!;

    public VaultCertificateKeys Keys { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Vault = await PretendVault.StartAsync();
        Keys = NewKeys("signing");
    }

    /// <summary>Whatever a test did: nothing secret is in a line of the log or in an error.</summary>
    public async ValueTask DisposeAsync()
    {
        Keys.Dispose();
        await Vault.DisposeAsync();
        Assert.All(Vault.Secrets, secret =>
        {
            Assert.DoesNotContain(secret, Log.Text, StringComparison.Ordinal);
            Assert.All(_errors, e => Assert.DoesNotContain(secret, e, StringComparison.Ordinal));
        });
    }

    public VaultCertificateKeys NewKeys(string name, int retries = 0) => new(Vault.Connect(retries), name, Time, Log);

    public async Task<StorageUnavailableException> FailsAsync(VaultCertificateKeys keys)
    {
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => keys.ReadAsync(Stop));
        _errors.Add(error.ToString());
        return error;
    }
}
