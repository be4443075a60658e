using LocalIdp;
using Microsoft.Extensions.Logging;

namespace SignOn.Tests.Telemetry;

/// <summary>What docs/privacy.md promises about logs, traces, metrics and the queue: canaries in every name and attribute never get there.</summary>
public sealed class PrivacyTests
{
    private const string Canary = "c4n4ry";

    [Fact]
    public async Task No_name_address_or_attribute_of_a_person_leaves_in_a_log_a_trace_a_metric_or_a_message()
    {
        using var logs = new CapturedLogs();
        var world = new World { Loggers = logs };
        using var telemetry = new Telemetry();

        // Accepted, provisioned, known, changed.
        var first = await world.SignedInAsync(Person);
        await world.Provision.RunAsync(first.Message!, Stop);
        await world.SignedInAsync(Person);
        await world.SignedInAsync(o => Person(o).WithAttribute("UserFirstName", Canary + "changed"));

        // Poisoned, sent again.
        var other = await world.SignedInAsync(o => Person(o).WithAttribute(EntraClaims.ObjectIdentifier, Canary + "other"));
        await new RecordPoison(world.Users, world.Log, world.Time, logs.CreateLogger<RecordPoison>()).RunAsync(other.Message!, Stop);
        world.Time.Advance(TimeSpan.FromHours(2));
        await world.Resend.RunAsync(Stop);

        // Refused, for one reason after the other.
        string[] codes =
        [
            await world.RefusedAsync(o => Person(o).WithAudiences("https://other.example")),
            await world.RefusedAsync(o => Person(o) with { Recipient = $"https://sso.example.com/{Canary}@contoso.com" }),
            await world.RefusedAsync(o => Person(o) with { Attributes = null, NameId = Canary + "transient", NameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" }),
            World.CodeOf(await world.Accept.RunAsync(await world.FormAsync(await world.StartAsync(), Person, edit: x => x.Replace(Canary, Canary + "x", StringComparison.Ordinal), parts: SignedParts.None), Stop)),
            await world.RefusedAsync(o => o.WithFailure($"AADSTS50105: the user {Canary} is not assigned", "urn:oasis:names:tc:SAML:2.0:status:Responder")),
        ];
        world.Tenants.Set(World.TenantId, "JustInTime", false);
        world.Restart();
        var unknown = await world.RefusedAsync(o => Person(o).WithAttribute(EntraClaims.ObjectIdentifier, Canary + "unknown"));
        await world.StartSignOn.RunAsync(new StartRequest(World.TenantId) { ReturnUrl = "/" + Canary, LoginHint = Canary + "@contoso.com" }, Stop);
        await world.Erase.ByEmailAsync(World.TenantId, Canary + "mail@contoso.com", Stop);

        // The test would prove nothing if nothing had been said.
        Assert.Equal(5, codes.Distinct().Count());
        Assert.Equal(nameof(SignOnError.UserUnknown), unknown);
        Assert.All(codes, code => Assert.Contains(code, logs.Text, StringComparison.Ordinal));
        Assert.All(codes, code => Assert.Contains(code, telemetry.Text, StringComparison.Ordinal));
        Assert.Contains(first.UserKey, logs.Text, StringComparison.Ordinal);

        Assert.DoesNotContain(Canary, logs.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Canary, telemetry.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Canary, string.Join('\n', world.Log.All), StringComparison.OrdinalIgnoreCase);
        var traces = world.Log.All.Select(r => r.ReadTrace()?.Message).OfType<TraceMessage>().ToList();
        Assert.True(traces.Count(t => t.Attributes.Any(a => a.Name == "UserEmail")) >= 7, "Too few traces saw a person.");
        Assert.Contains(traces, t => t is { HasAssertion: true, Proven: false });
        Assert.DoesNotContain(Canary, string.Join('\n', world.Log.All.Select(r => r.Trace)), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Canary, string.Join('\n', first.Message, other.Message), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(first.SessionToken[^20..], logs.Text + telemetry.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(World.TenantId, string.Join('\n', telemetry.Of("signon.sign_ins")), StringComparison.Ordinal);
    }

    private static SamlResponseOptions Person(SamlResponseOptions options) => (options with { NameId = Canary + "name" })
        .WithAttribute(EntraClaims.ObjectIdentifier, Canary + "object")
        .WithAttribute("UserFirstName", Canary + "first")
        .WithAttribute("UserLastName", Canary + "last")
        .WithAttribute("UserEmail", Canary + "mail@contoso.com")
        .WithAttribute("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", Canary + "role")
        .WithAttribute("http://schemas.microsoft.com/ws/2008/06/identity/claims/groups", Canary + "group");
}
