using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Saml;
using SignOn;
using TestSupport;

namespace AzureAdapters.Tests;

public sealed class RegistrationTests(Storage storage)
{
    [Fact]
    public void Every_use_case_can_be_made()
    {
        using var provider = NewServices(storage.ConnectionString).BuildServiceProvider(validateScopes: true);
        foreach (var service in NewServices(storage.ConnectionString).Where(s => s.ServiceType.Namespace is "SignOn" or "AzureAdapters"))
        {
            Assert.NotNull(provider.GetRequiredService(service.ServiceType));
        }
    }

    [Theory]
    [InlineData("Storage__ConnectionString")]
    [InlineData("Storage__ConnectionString", "Keys:PfxPath=/tmp/x")]
    [InlineData("Storage__ConnectionString", "Storage:ConnectionString=x", "Storage:tableServiceUri=https://x.table.core.windows.net", "Keys:PfxPath=/tmp/x")]
    [InlineData("Storage__ConnectionString", "Storage:ConnectionString=rubbish", "Keys:PfxPath=/tmp/x")]
    [InlineData("Storage__tableServiceUri", "Storage:tableServiceUri=http://x", "Keys:PfxPath=/tmp/x")]
    [InlineData("Keys__PfxPath", "Storage:tableServiceUri=https://x.table.core.windows.net")]
    [InlineData("Keys__CertificateName", "Storage:tableServiceUri=https://x.table.core.windows.net", "Keys:VaultUri=https://x.vault.azure.net")]
    [InlineData("Keys__VaultUri", "Storage:tableServiceUri=https://x.table.core.windows.net", "Keys:VaultUri=x", "Keys:CertificateName=y")]
    public void A_wrong_setting_stops_the_start_and_is_named(string named, params string[] settings)
    {
        var error = Assert.Throws<SettingsException>(() => new ServiceCollection().AddAzureAdapters(Configure(settings)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_at_the_start_fails_for_a_key_file_that_cannot_be_used()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["signing.pfx"], "rubbish", Stop);
        await using var provider = NewServices(storage.ConnectionString, folder["signing.pfx"]).BuildServiceProvider();

        Assert.Contains(folder["signing.pfx"], (await Assert.ThrowsAsync<SettingsException>(provider.CheckAzureAdapters)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_check_at_the_start_passes_over_keys_that_cannot_be_read_for_another_reason_and_no_reason_is_lost(bool isOutage)
    {
        var log = new CapturedLog<IServiceProviderKeys>();
        Exception e = isOutage ? new StorageUnavailableException("away", TimeSpan.FromSeconds(1), null) : new InvalidOperationException("a bug");
        await using var provider = NewServices(storage.ConnectionString)
            .AddSingleton<ILogger<IServiceProviderKeys>>(log).AddSingleton<IServiceProviderKeys>(new FailingKeys(e)).BuildServiceProvider();

        await provider.CheckAzureAdapters();

        // Of an outage who reads the vault tells.
        Assert.Equal(isOutage ? 0 : 1, log.Lines.Count);
    }

    private static IServiceCollection NewServices(string connectionString, string pfx = "/nowhere/signing.pfx")
    {
        var configuration = Configure("App:BaseUrl=https://sso.example.com", "Storage:ConnectionString=" + connectionString, "Keys:PfxPath=" + pfx);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        return services.AddSignOn(configuration).AddAzureAdapters(configuration);
    }

    private static IConfiguration Configure(params string[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).Select(p => KeyValuePair.Create(p[0], (string?)p[1]))).Build();

    private sealed class FailingKeys(Exception e) : IServiceProviderKeys
    {
        public KeyProblem? Problem => null;

        public Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken) => throw e;

        public Task<IReadOnlyList<ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken) => throw e;
    }
}
