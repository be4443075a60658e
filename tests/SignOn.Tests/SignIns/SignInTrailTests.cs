using LocalIdp;
using Saml;

namespace SignOn.Tests.SignIns;

public sealed class SignInTrailTests
{
    [Fact]
    public async Task An_accepted_sign_in_is_recorded_without_anything_personal()
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync());
        var outcome = Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop));

        var record = Assert.Single(world.Log.All);

        Assert.Equal((SignInEvent.Accepted, form.CorrelationId, outcome.UserKey, TestIdp.EntityId), (record.Event, record.CorrelationId, record.UserKey, record.Issuer));
        Assert.Equal(64, record.AssertionIdHash!.Length);
        AssertNothingPersonal(record.ToString(), outcome.SessionToken);
    }

    [Fact]
    public async Task A_refusal_says_what_was_expected_and_what_came()
    {
        var world = new World();

        Assert.Equal(nameof(SamlError.AudienceMismatch), await world.RefusedAsync(o => o.WithAudiences("https://other.example")));

        var record = Assert.Single(world.Log.All);
        Assert.Equal((SignInEvent.Refused, "AudienceMismatch", "https://other.example"), (record.Event, record.Code, record.Received));
        Assert.Equal((await world.TenantAsync()).EntityId, record.Expected);
        Assert.NotNull(record.Clause);
    }

    [Fact]
    public async Task Of_the_IdPs_own_message_only_the_code_is_kept_because_it_names_the_person()
    {
        var world = new World();

        await world.RefusedAsync(o => o.WithFailure("AADSTS50105: The signed in user 'B.Simon@contoso.com' is not assigned.", "urn:oasis:names:tc:SAML:2.0:status:Responder"));

        var record = Assert.Single(world.Log.All);
        Assert.Equal(nameof(SamlError.StatusNotSuccess), record.Code);
        Assert.Contains("AADSTS50105", record.Detail, StringComparison.Ordinal);
        AssertNothingPersonal(record.ToString(), "unused");
    }

    [Fact]
    public async Task What_may_be_an_address_of_a_person_is_left_out()
    {
        var world = new World();

        await world.RefusedAsync(o => o.WithAudiences("mailto:b.simon@contoso.com"));

        Assert.DoesNotContain("simon", Assert.Single(world.Log.All).ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Rubbish_from_anybody_fills_the_table_at_a_bounded_rate_only()
    {
        var world = new World();
        var rubbish = (await world.FormAsync(null)) with { SamlResponse = "AAAA"u8.ToArray() };
        for (var i = 0; i < 100; i++)
        {
            await world.Accept.RunAsync(rubbish, Stop);
        }

        Assert.Equal(60, world.Log.All.Count);
        world.Time.Advance(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 10; i++)
        {
            await world.Accept.RunAsync(rubbish, Stop);
        }

        Assert.Equal(65, world.Log.All.Count);
    }

    [Fact]
    public async Task A_refusal_stays_a_refusal_while_the_trail_cannot_be_written()
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync(), o => o.WithAudiences("https://other.example"));
        world.Faults.Down = true;

        Assert.Equal(nameof(SamlError.AudienceMismatch), World.CodeOf(await world.Accept.RunAsync(form, Stop)));
    }

    private static void AssertNothingPersonal(string record, string token)
    {
        Assert.DoesNotContain("Simon", record, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Britta", record, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@", record, StringComparison.Ordinal);
        Assert.DoesNotContain(token, record, StringComparison.Ordinal);
    }
}
