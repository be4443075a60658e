using Azure.Data.Tables;
using EndToEnd.Tests.Browsing;
using Local;
using LocalIdp;
using TestSupport;

namespace EndToEnd.Tests.Harness;

/// <summary>
/// The whole product as a customer meets it: the app in a process of its own, on real storage, with an identity provider beside it.
/// The IdP is 127.0.0.1 and the app is localhost, so for browsers the two are different sites, as in production.
/// </summary>
public sealed class AppUnderTest : IAsyncDisposable
{
    /// <summary>Opens the detail of <c>/health</c>.</summary>
    public const string HealthKey = "key-of-the-end-to-end-tests";

    private readonly Dictionary<string, string> _environment;
    private readonly List<AppInstance> _instances = [];
    private readonly string _folder;
    private readonly LiveApplications _applications;
    private readonly StorageEmulator? _emulator;

    private AppUnderTest(
        StorageEmulator? emulator, string account, StorageProxy storage, LocalIdpServer idp, LiveApplications applications, AppSettings settings)
    {
        _emulator = emulator;
        Storage = storage;
        Tables = new TableServiceClient(account);
        Queues = new QueueRest(account);
        Idp = idp;
        _applications = applications;
        _folder = Directory.CreateTempSubdirectory("end-to-end-").FullName;
        PublicPort = FreePort.Take();
        BaseUrl = new Uri(settings.BaseUrl ?? $"http://localhost:{PublicPort}");
        _environment = new Dictionary<string, string>
        {
            ["App__BaseUrl"] = BaseUrl.GetLeftPart(UriPartial.Authority),
            ["Storage__ConnectionString"] = storage.ConnectionString,
            // The Functions host keeps its locks there; the local runtime finds the queues' connection under this name first, as the host does.
            ["AzureWebJobsStorage"] = storage.ConnectionString,
            ["Keys__PfxPath"] = PfxPath,
            ["Health__DetailKey"] = HealthKey,
            // The host's own way to override host.json: retries follow each other quickly, so that tests need not wait for them.
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00",
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.2",
        };
        foreach (var (name, value) in settings.More)
        {
            _environment[name] = value;
        }
    }

    /// <summary>The app's own storage emulator; see <see cref="AppSettings.OwnEmulator"/>.</summary>
    public StorageEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator belongs to others, too.");

    /// <summary>The wire between app and emulator.</summary>
    public StorageProxy Storage { get; }

    /// <summary>The pretend Entra ID.</summary>
    public LocalIdpServer Idp { get; }

    /// <summary>The app's public address.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The port of the first instance.</summary>
    public int PublicPort { get; }

    /// <summary>Our own key's file.</summary>
    public string PfxPath => Path.Combine(_folder, "signing.pfx");

    /// <summary>The first instance.</summary>
    public AppInstance First => _instances[0];

    /// <summary>Direct access to the tables, past the proxy, as an admin's table editor has it.</summary>
    public TableServiceClient Tables { get; }

    /// <summary>Direct access to the queues.</summary>
    public QueueRest Queues { get; }

    /// <summary>Starts everything and waits until the app answers.</summary>
    public static async Task<AppUnderTest> StartAsync(AppSettings? settings = null)
    {
        settings ??= new AppSettings();
        var emulator = settings.OwnEmulator ? await StorageEmulator.StartAsync() : null;
        var account = emulator?.ConnectionString ?? await SharedEmulator.TakeAccountAsync();
        var storage = await StorageProxy.StartAsync(account);
        var applications = new LiveApplications();
        var idp = await LocalIdpServer.StartAsync(new LocalIdpOptions { Applications = applications });
        var app = new AppUnderTest(emulator, account, storage, idp, applications, settings);
        try
        {
            app._instances.Add(await AppInstance.StartAsync(app.PublicPort, app._environment));
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more instance on the same storage. It listens elsewhere and knows the same public address.</summary>
    public async Task<AppInstance> StartAnotherAsync()
    {
        var instance = await AppInstance.StartAsync(FreePort.Take(), _environment);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>A fresh browser.</summary>
    /// <param name="through">The instance that answers at the public address; null: the first.</param>
    public UserAgent NewBrowser(AppInstance? through = null) => new(BaseUrl, through?.Port ?? PublicPort);

    /// <summary>The absolute form of a path of ours.</summary>
    public string Url(string path) => new Uri(BaseUrl, path).AbsoluteUri;

    /// <summary>Adds a customer: a row as an admin would write it, and the application at the IdP.</summary>
    public async Task<TestTenant> AddTenantAsync(TenantSpec? spec = null)
    {
        var tenant = new TestTenant(this, spec ?? new TenantSpec());
        _applications.Add(tenant.Application);
        await tenant.SaveAsync();
        return tenant;
    }

    /// <summary>Stops everything and removes what it left.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await Storage.DisposeAsync();
        await Idp.DisposeAsync();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
