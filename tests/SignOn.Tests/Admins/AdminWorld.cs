using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace SignOn.Tests.Admins;

/// <summary>The domain with admins; its one tenant is also the operators' own.</summary>
internal sealed class AdminWorld
{
    public const string Key = "a bootstrap key of the unit tests, long enough";

    public AdminWorld(params (string Name, string? Value)[] settings)
    {
        World = new World();
        Attempts = new AttemptLimit(Store, World.Time);
        Grants = new AdminGrants(Store, new TokenSeal(Store, World.Time), Audit, World.Time);
        Configure(settings);
    }

    public World World { get; }

    public MemoryAdminStore Store => World.Admins;

    public MemoryAuditLog Audit => World.Audit;

    public AttemptLimit Attempts { get; }

    public AdminGrants Grants { get; }

    public AdminSessions Sessions { get; private set; } = null!;

    public static AdminOptions Options(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Manage:BootstrapKey"] = Key, ["Manage:OperatorTenant"] = World.TenantId, ["Manage:OperatorRole"] = "Admin" };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return AdminOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }

    /// <summary>The process starts again with other settings.</summary>
    public void Configure(params (string Name, string? Value)[] settings) => Sessions = NewInstance(Attempts, settings);

    /// <summary>Another instance on the same storage.</summary>
    public AdminSessions NewInstance(AttemptLimit? attempts = null, params (string Name, string? Value)[] settings) => new(
        Store, Grants, Audit, attempts ?? new AttemptLimit(Store, World.Time), World.Reader, Options(settings), World.Time, NullLogger<AdminSessions>.Instance);

    public Task<AdminSignIn> TryKeyAsync(string key) => Sessions.OpenWithKeyAsync(key, "c", Stop);

    public async Task<string> OperatorAsync() => (await TryKeyAsync(Key)).Token!;

    public Task<AdminVisit?> ReadAsync(string? cookie, string? userCookie = null) => Sessions.ReadAsync(cookie, userCookie, Stop);

    public Task<(AdminGrant Grant, string Secret)> LinkAsync(int days = 7, bool mayReplace = false) =>
        MakeAsync(new Admin.Operator(), new NewGrant(AdminGrantKind.SetupLink, "IT", World.TenantId, days, mayReplace));

    public Task<(AdminGrant Grant, string Secret)> KeyAsync(string? tenant = null, bool write = false, int days = 7) =>
        MakeAsync(new Admin.Operator(), new NewGrant(AdminGrantKind.ApiKey, "export", tenant, days, write));

    public async Task<(AdminGrant Grant, string Secret)> MakeAsync(Admin by, NewGrant wish) => (await Grants.TryMakeAsync(by, wish, "c", Stop))!.Value;
}
