using Functions.Manage;
using SignOn;

namespace Functions.Tests.Manage;

/// <summary>Every function below /manage × everybody who may come to it, made from the functions themselves.</summary>
public sealed class AuthorizationMatrixTests
{
    private const int Runs = 0;

    public enum Who
    {
        Nobody,
        User,
        OperatorsUserWithoutTheRole,
        SetupLinkOfAnotherTenant,
        SetupLinkRevoked,
        SetupLink,
        SetupLinkOfTheOperatorsTenant,
        OperatorAtTheOperatorsTenant,
        OperatorWithTheKey,
        OperatorAsUser,
        OperatorSessionIdle,
        OperatorSessionEnded,
        OperatorSessionTooOld,
        OperatorWithoutFormToken,
        OperatorWithAnotherSessionsFormToken,
        OperatorFromAnotherSite,
        KeyThatReads,
        KeyThatWrites,
        KeyOfTheTenantThatWrites,
        KeyOfAnotherTenant,
        KeyOfAnotherTenantThatWrites,
        KeyOfTheTenant,
        KeyRevoked,
        KeyExpired,
        KeyMadeUp,
        KeyThatWritesAtTheOperatorsTenant,
        KeyOfTheOperatorsTenantThatWrites,
    }

    public static TheoryData<string, string, bool, Who> Everything()
    {
        var data = new TheoryData<string, string, bool, Who>();
        foreach (var (name, method, route) in ManageFunctions.Manage)
        {
            foreach (var who in Enum.GetValues<Who>())
                data.Add(name, method, route.Contains("{tenant}", StringComparison.Ordinal), who);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Everybody_gets_exactly_as_far_as_the_table_says(string function, string method, bool ofTenant, Who who)
    {
        var world = new ManageWorld();
        var http = await SendAsync(world, method, ofTenant, who);

        Assert.Equal(Expected(ManageRoutes.All[function].Access, method is "GET" or "HEAD", ofTenant, who), await world.AskAsync(function, http));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task A_function_without_a_row_lets_nobody_in(string function, string method, bool ofTenant, Who who)
    {
        var world = new ManageWorld();

        Assert.Equal(403, await world.AskAsync(function + "Two", await SendAsync(world, method, ofTenant, who)));
    }

    private static int Expected(ManageAccess access, bool get, bool ofTenant, Who who) => access switch
    {
        ManageAccess.Anyone => !get && who == Who.OperatorFromAnotherSite ? 403 : Runs,
        ManageAccess.AnyApiKey or ManageAccess.ApiReaders or ManageAccess.ApiWriters => ExpectedOfKey(access, ofTenant, who),
        _ => ExpectedOfSession(access, get, who),
    };

    /// <summary>A key of one tenant reaches that tenant's addresses and no list of all; nobody writes to the operators' own tenant with a key.</summary>
    private static int ExpectedOfKey(ManageAccess access, bool ofTenant, Who who)
    {
        if (who is < Who.KeyThatReads or Who.KeyRevoked or Who.KeyExpired or Who.KeyMadeUp)
            return 401;
        var reaches = access == ManageAccess.AnyApiKey || who switch
        {
            Who.KeyThatReads or Who.KeyThatWrites or Who.KeyThatWritesAtTheOperatorsTenant => true,
            Who.KeyOfAnotherTenant or Who.KeyOfAnotherTenantThatWrites => false,
            _ => ofTenant,
        };
        var writes = who is Who.KeyThatWrites or Who.KeyOfTheTenantThatWrites;
        return reaches && (access != ManageAccess.ApiWriters || writes) ? Runs : 403;
    }

    private static int ExpectedOfSession(ManageAccess access, bool get, Who who)
    {
        return who switch
        {
            Who.OperatorWithTheKey or Who.OperatorAsUser or Who.OperatorAtTheOperatorsTenant => Runs,
            Who.OperatorWithoutFormToken or Who.OperatorWithAnotherSessionsFormToken or Who.OperatorFromAnotherSite => get ? Runs : 403,
            Who.SetupLink => access is ManageAccess.TenantAdmins or ManageAccess.AnySession ? Runs : 403,
            Who.SetupLinkOfAnotherTenant or Who.SetupLinkOfTheOperatorsTenant => access == ManageAccess.AnySession ? Runs : 403,
            _ => get ? 303 : 403,
        };
    }

    private static async Task<Microsoft.AspNetCore.Http.HttpContext> SendAsync(ManageWorld world, string method, bool ofTenant, Who who)
    {
        var http = await SendAsync(world, method, who);
        if (!ofTenant)
            http.Request.RouteValues.Remove("tenant");
        else if (who is Who.SetupLinkOfTheOperatorsTenant or Who.OperatorAtTheOperatorsTenant or >= Who.KeyThatWritesAtTheOperatorsTenant)
            http.Request.RouteValues["tenant"] = ManageWorld.OperatorTenant;
        return http;
    }

    private static async Task<Microsoft.AspNetCore.Http.HttpContext> SendAsync(ManageWorld world, string method, Who who)
    {
        var user = ManageWorld.UserCookie(ManageWorld.OperatorTenant);
        switch (who)
        {
            case Who.Nobody:
                return ManageWorld.Request(method);
            case Who.User:
                return ManageWorld.Request(method, userCookie: ManageWorld.UserCookie(ManageWorld.Tenant));
            case Who.OperatorsUserWithoutTheRole:
                // The role goes after the session began.
                var once = await world.OperatorAsUserAsync();
                var token = await world.FormTokenAsync(once, user);
                world.Roles = ["Operator", "user"];
                world.Time.Advance(TimeSpan.FromSeconds(31));
                return ManageWorld.Request(method, once, user, formToken: token);
            case Who.SetupLinkOfAnotherTenant:
                return await WithFormAsync(world, method, await world.SetupLinkAsync(ManageWorld.OtherTenant));
            case Who.SetupLink:
                return await WithFormAsync(world, method, await world.SetupLinkAsync(ManageWorld.Tenant));
            case Who.SetupLinkOfTheOperatorsTenant:
                return await WithFormAsync(world, method, await world.SetupLinkAsync(ManageWorld.OperatorTenant));
            case Who.SetupLinkRevoked:
                var link = await WithFormAsync(world, method, await world.SetupLinkAsync(ManageWorld.Tenant));
                await world.Grants.RevokeAsync(
                    new Admin.Operator(), AdminGrantKind.SetupLink, ManageWorld.Tenant, world.Store.Grants.Values.Single().Id, "c", TestContext.Current.CancellationToken);
                return link;
            case Who.OperatorAsUser:
                return await WithFormAsync(world, method, await world.OperatorAsUserAsync(), user);
            case >= Who.KeyThatReads:
                return ManageWorld.Request(method, bearer: await KeyAsync(world, who));
            default:
                return await OperatorAsync(world, method, who);
        }
    }

    private static async Task<Microsoft.AspNetCore.Http.HttpContext> OperatorAsync(ManageWorld world, string method, Who who)
    {
        var cookie = await world.OperatorAsync();
        var token = await world.FormTokenAsync(cookie);
        switch (who)
        {
            case Who.OperatorSessionIdle:
                world.Time.Advance(TimeSpan.FromMinutes(30));
                break;
            case Who.OperatorSessionEnded:
                await world.Sessions.EndAsync(cookie, TestContext.Current.CancellationToken);
                break;
            case Who.OperatorSessionTooOld:
                for (var quarter = 0; quarter < 8 * 4; quarter++)
                {
                    await world.FormTokenAsync(cookie);
                    world.Time.Advance(TimeSpan.FromMinutes(15));
                }

                break;
            case Who.OperatorWithoutFormToken:
                token = "";
                break;
            case Who.OperatorWithAnotherSessionsFormToken:
                token = await world.FormTokenAsync(await world.OperatorAsync());
                break;
        }

        var http = ManageWorld.Request(method, cookie, formToken: token);
        if (who == Who.OperatorFromAnotherSite)
            http.Request.Headers["Sec-Fetch-Site"] = "cross-site";
        return http;
    }

    private static async Task<string> KeyAsync(ManageWorld world, Who who)
    {
        var scope = who switch
        {
            Who.KeyOfTheTenant or Who.KeyOfTheTenantThatWrites => ManageWorld.Tenant,
            Who.KeyOfAnotherTenant or Who.KeyOfAnotherTenantThatWrites => ManageWorld.OtherTenant,
            Who.KeyOfTheOperatorsTenantThatWrites => ManageWorld.OperatorTenant,
            _ => null,
        };
        var writes = who is Who.KeyThatWrites or Who.KeyOfTheTenantThatWrites or Who.KeyOfAnotherTenantThatWrites or >= Who.KeyThatWritesAtTheOperatorsTenant;
        var (key, secret) = await world.GrantAsync(new NewGrant(AdminGrantKind.ApiKey, "x", scope, 1, writes));
        if (who == Who.KeyRevoked)
            await world.Grants.RevokeAsync(new Admin.Operator(), AdminGrantKind.ApiKey, null, key.Id, "c", TestContext.Current.CancellationToken);
        if (who == Who.KeyExpired)
            world.Time.Advance(TimeSpan.FromDays(1));
        return who == Who.KeyMadeUp ? secret[..^4] + "AAAA" : secret;
    }

    private static async Task<Microsoft.AspNetCore.Http.HttpContext> WithFormAsync(ManageWorld world, string method, string cookie, string? user = null) =>
        ManageWorld.Request(method, cookie, user, formToken: await world.FormTokenAsync(cookie, user));
}
