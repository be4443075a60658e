using LocalIdp;
using Saml;

namespace SignOn.Tests.SignIns;

/// <summary>What happens when the IdP answers with an error: NoPassive is no failure, and its words reach the person whom it answers.</summary>
public sealed class IdpErrorTests
{
    private const string Words = "AADSTS50105: The signed in user 'b.simon@contoso.com' is not assigned to a role for the application.";

    [Fact]
    public async Task A_question_in_passing_that_finds_nobody_goes_on_without_a_session_and_without_a_trace_of_failure()
    {
        var world = new World();
        var form = await FormAsync(world, isPassive: true, o => o.WithFailure("AADSTS50058: nobody", SamlUris.Responder, SamlUris.NoPassive));
        world.Faults.Forget();

        var outcome = Assert.IsType<AcceptOutcome.NobodySignedIn>(await world.Accept.RunAsync(form, Stop));

        Assert.Equal("/reports?asked=1", outcome.TargetUrl);
        Assert.Equal(form.Pending.Single(), outcome.Answered);
        Assert.Empty(world.Faults.Operations);
        Assert.Empty(world.Log.All);
    }

    [Fact]
    public async Task A_question_in_passing_that_finds_somebody_signs_in()
    {
        var world = new World();

        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(await FormAsync(world, isPassive: true, o => o), Stop));
    }

    [Fact]
    public async Task NoPassive_to_a_request_that_was_not_passive_is_a_refusal()
    {
        var world = new World();

        var outcome = await world.Accept.RunAsync(await FormAsync(world, isPassive: false, o => o.WithFailure(null, SamlUris.Responder, SamlUris.NoPassive)), Stop);

        Assert.Equal(nameof(SamlError.StatusNotSuccess), World.CodeOf(outcome));
        Assert.Single(world.Log.All);
    }

    [Theory]
    [InlineData(SamlUris.Responder, SamlUris.AuthnFailed)]
    [InlineData(SamlUris.NoPassive, null)]
    [InlineData(SamlUris.Responder, null)]
    public async Task Every_other_error_to_a_question_in_passing_is_a_refusal(string code, string? subcode)
    {
        var world = new World();
        string[] codes = subcode is null ? [code] : [code, subcode];

        var outcome = await world.Accept.RunAsync(await FormAsync(world, isPassive: true, o => o.WithFailure(null, codes)), Stop);

        Assert.Equal(nameof(SamlError.StatusNotSuccess), World.CodeOf(outcome));
    }

    [Fact]
    public async Task The_IdPs_words_reach_the_person_and_not_the_trail()
    {
        var world = new World();

        var outcome = await world.Accept.RunAsync(await FormAsync(world, isPassive: false, o => o.WithFailure(Words, SamlUris.Responder)), Stop);

        Assert.Equal(Words, Assert.IsType<AcceptOutcome.Refused>(outcome).IdpMessage);
        Assert.DoesNotContain("b.simon", Assert.Single(world.Log.All).ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("_0123456789abcdef0123456789abcdef01234567")]
    public async Task Words_that_answer_no_request_of_this_browser_are_shown_to_nobody(string? inResponseTo)
    {
        var world = new World();
        var form = await FormAsync(world, isPassive: true, o => o.WithFailure("Call 0900 555 now!", SamlUris.Responder, SamlUris.NoPassive).WithInResponseTo(inResponseTo));

        var outcome = Assert.IsType<AcceptOutcome.Refused>(await world.Accept.RunAsync(form, Stop));

        Assert.Null(outcome.IdpMessage);
        Assert.Equal(nameof(SamlError.StatusNotSuccess), outcome.Refusal.Code);
    }

    [Fact]
    public async Task Words_of_another_IdP_are_shown_to_nobody()
    {
        var world = new World();
        var form = await FormAsync(world, isPassive: true, o => o.WithFailure(Words, SamlUris.Responder, SamlUris.NoPassive).WithIssuer("https://evil.example/"));

        var outcome = Assert.IsType<AcceptOutcome.Refused>(await world.Accept.RunAsync(form, Stop));

        Assert.Equal((nameof(SamlError.IssuerMismatch), null), (outcome.Refusal.Code, outcome.IdpMessage));
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_shown_to_nobody()
    {
        var world = new World();
        var form = await FormAsync(world, isPassive: true, o => o.WithFailure(Words, SamlUris.Responder, SamlUris.NoPassive));
        world.Time.Advance(PendingRequest.Lifetime);

        Assert.Null(Assert.IsType<AcceptOutcome.Refused>(await world.Accept.RunAsync(form, Stop)).IdpMessage);
    }

    [Theory]
    [InlineData("two\r\n lines\tand a\0bell\a", "two lines and a bell")]
    [InlineData("\u202Etxt.exe\u202C\u200B", "txt.exe")]
    [InlineData(" \n\u2028 ", null)]
    [InlineData(null, null)]
    [InlineData("Zoë 😀 <b>&", "Zoë 😀 <b>&")]
    public void Words_are_one_line_without_what_cannot_be_seen(string? message, string? shown) => Assert.Equal(shown, IdpMessage.Clean(message));

    [Fact]
    public void Words_have_an_end() => Assert.Equal(new string('x', 1000) + "…", IdpMessage.Clean(new string('x', 5000)));

    private static async Task<AcceptRequest> FormAsync(World world, bool isPassive, Func<SamlResponseOptions, SamlResponseOptions> change)
    {
        var start = new StartRequest(World.TenantId) { ReturnUrl = "/reports?asked=1", IsPassive = isPassive };
        return await world.FormAsync(Assert.IsType<StartOutcome.Redirect>(await world.StartSignOn.RunAsync(start, Stop)).Pending, change);
    }
}
