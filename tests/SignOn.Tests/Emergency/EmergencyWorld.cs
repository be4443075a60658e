using LocalIdp;
using Microsoft.Extensions.Logging.Abstractions;
using SignOn.Tests.Admins;

namespace SignOn.Tests.Emergency;

/// <summary>The domain with an operator whose customer's IdP is down, and one person who has signed in before.</summary>
internal sealed class EmergencyWorld
{
    public static readonly Admin.Operator By = new();

    public AdminWorld Admins { get; } = new();

    public World World => Admins.World;

    public ControlEmergency Control => new(World.Emergencies, Admins.Grants, World.Users, World.Audit, World.Time, NullLogger<ControlEmergency>.Instance);

    public EmergencySignIn SignIn => new(
        World.Emergencies, World.Admins, Admins.Grants, World.Directory, World.Users, World.Sessions, World.Log, World.Audit, World.Time, NullLogger<EmergencySignIn>.Instance);

    /// <summary>A person whose account works.</summary>
    public async Task<string> KnownPersonAsync(params string[] roles)
    {
        var signedIn = await World.SignedInAsync(o => o.WithAttribute(EntraClaims.Role, roles));
        await World.Provision.RunAsync(signedIn.Message!, Stop);
        return signedIn.UserKey;
    }

    public async Task<EmergencyAccess> OpenAsync(int hours = 4)
    {
        Assert.Equal(EmergencyOutcome.Done, await Control.OpenAsync(By, new EmergencyOpening(World.TenantId, hours, "incident 7"), "c", Stop));
        return (await Control.FindOpenAsync(World.TenantId, Stop))!;
    }

    public async Task<(AdminGrant Link, string Secret)> LinkAsync(string userKey)
    {
        var (outcome, link, secret) = await Control.MakeLinkAsync(By, World.TenantId, userKey, GrantIds.New(), "c", Stop);
        Assert.Equal(EmergencyOutcome.Done, outcome);
        return (link!, secret!);
    }

    /// <summary>A person who came in by an emergency link.</summary>
    public async Task<(string Cookie, AdminGrant Link)> SignedInAsync(params string[] roles)
    {
        var person = await KnownPersonAsync(roles);
        await OpenAsync();
        var (link, secret) = await LinkAsync(person);
        return (Assert.IsType<EmergencyAdmission.SignedIn>(await SignIn.RunAsync(secret, "e", Stop)).SessionToken, link);
    }

    public Task<SessionView?> ReadAsync(string cookie) => World.Reader.ReadAsync(cookie, Stop);
}
