using LocalIdp;
using Saml;

namespace SignOn.Tests.Traces;

/// <summary>Stored traces against the engine that refused: both must say the same.</summary>
public sealed class AttemptReviewTests
{
    public static TheoryData<string> Mutations => [.. Changes.Keys];

    private static Dictionary<string, Func<SamlResponseOptions, SamlResponseOptions>> Changes { get; } = new(StringComparer.Ordinal)
    {
        [nameof(SamlError.DestinationMismatch)] = o => o with { Destination = "https://other.example/acs" },
        [nameof(SamlError.IssuerMismatch)] = o => o with { ResponseIssuer = "https://other.example", AssertionIssuer = "https://other.example" },
        [nameof(SamlError.StatusNotSuccess)] = o => o.WithFailure("AADSTS50105", "urn:oasis:names:tc:SAML:2.0:status:Responder"),
        [nameof(SamlError.RecipientMismatch)] = o => o with { Recipient = "https://other.example/acs" },
        [nameof(SamlError.SubjectConfirmationMissing)] = o => o with { ConfirmationMethod = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches" },
        [nameof(SamlError.InResponseToMismatch)] = o => o.WithInResponseTo("_another"),
        [nameof(SamlError.AssertionExpired)] = o => o with { NotOnOrAfter = World.Start.AddMinutes(-4) },
        [nameof(SamlError.AssertionNotYetValid)] = o => o with { NotBefore = World.Start.AddMinutes(4) },
        [nameof(SamlError.AudienceMismatch)] = o => o.WithAudiences("https://other.example/metadata"),
        [nameof(SamlError.AuthnStatementMissing)] = o => o with { HasAuthnStatement = false },
        [nameof(SamlError.SessionExpired)] = o => o with { SessionNotOnOrAfter = World.Start.AddMinutes(-1) },
        [nameof(SignOnError.SubjectMissing)] = o => o with { Attributes = null, NameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task What_the_trace_kept_fails_the_same_check_as_the_engine_without_being_told(string code)
    {
        var world = new World();
        Assert.Equal(code, await world.RefusedAsync(Changes[code]));
        var record = Assert.Single(world.Log.All);
        var trace = record.ReadTrace()!;

        var told = AttemptReview.Tell(record);
        var computed = AttemptReview.Replay(record with { Code = null, Detail = null }, trace, trace.Settings);

        Assert.Equal(code, Assert.Single(told, r => r.Check == AttemptChecks.Of(code)).Code);
        var failed = Assert.Single(computed, r => r.State == CheckState.Failed);
        Assert.Equal((AttemptChecks.Of(code), code), (failed.Check, failed.Code));
    }

    [Fact]
    public async Task An_accepted_sign_in_passes_everything_told_and_computed()
    {
        var world = new World();
        await world.SignedInAsync();
        var record = Assert.Single(world.Log.All);

        Assert.All(AttemptReview.Tell(record), r => Assert.Equal(CheckState.Passed, r.State));
        Assert.All(AttemptReview.Replay(record, record.ReadTrace()!, record.ReadTrace()!.Settings), r => Assert.Equal(CheckState.Passed, r.State));
    }

    [Fact]
    public async Task A_mended_draft_is_green_and_an_unmended_one_stays_red_at_the_same_instant_years_later()
    {
        var world = new World();
        await world.RefusedAsync(o => o.WithAudiences("https://other.example/metadata"));
        world.Time.Advance(TimeSpan.FromDays(800));
        var record = Assert.Single(world.Log.All);
        var trace = record.ReadTrace()!;
        var drafts = new DraftSettings(world.Tenants, World.Options);

        var (mended, _) = await drafts.TryAsync(World.TenantId, new Dictionary<string, string> { ["SpEntityId"] = "https://other.example/metadata" }, Stop);
        var (same, _) = await drafts.TryAsync(World.TenantId, new Dictionary<string, string>(), Stop);

        Assert.True(AttemptReview.IsGreen(AttemptReview.Replay(record, trace, mended!)));
        Assert.Equal(AttemptCheck.Audience, Assert.Single(AttemptReview.Replay(record, trace, same!), r => r.State == CheckState.Failed).Check);
    }

    [Fact]
    public async Task Requiring_a_signed_response_turns_an_accepted_sign_in_red()
    {
        var world = new World();
        await world.SignedInAsync();
        var record = Assert.Single(world.Log.All);
        var trace = record.ReadTrace()!;

        var results = AttemptReview.Replay(record, trace, trace.Settings with { RequireSignedResponse = true });

        Assert.Equal(nameof(SamlError.SignatureMissing), Assert.Single(results, r => r.State == CheckState.Failed).Code);
    }

    [Fact]
    public async Task A_certificate_that_was_taken_out_fails_and_an_expired_one_fails_only_where_expired_ones_are_rejected()
    {
        var world = new World();
        await world.SignedInAsync();
        var record = Assert.Single(world.Log.All);
        var trace = record.ReadTrace()!;
        var expired = trace.Settings with { Certificates = [trace.Settings.Certificates[0] with { NotAfter = World.Start.AddDays(-1) }] };

        Assert.Equal(nameof(SamlError.SignatureInvalid), Failure(trace.Settings with { Certificates = [new("AB", World.Start, World.Start)] }));
        Assert.Equal(nameof(SamlError.CertificateExpired), Failure(expired with { RejectExpiredCertificates = true }));
        Assert.Null(Failure(expired with { RejectExpiredCertificates = false }));

        string? Failure(TraceSettings draft) => AttemptReview.Replay(record, trace, draft).FirstOrDefault(r => r.State == CheckState.Failed)?.Code;
    }

    [Fact]
    public async Task A_signature_by_an_unknown_key_names_it_and_stays_undecided_when_a_draft_has_it()
    {
        var world = new World();
        var refused = await world.Accept.RunAsync(await world.FormAsync(await world.StartAsync(), by: TestIdp.NewSignature), Stop);
        Assert.Equal(nameof(SamlError.SignatureInvalid), World.CodeOf(refused));
        var record = Assert.Single(world.Log.All);
        var trace = record.ReadTrace()!;
        Assert.True(IdpSigningKey.TryParseAll(TestIdp.NewCertificateBase64, out var keys, out _));
        var thumbprint = keys[0].Thumbprint;
        var draft = trace.Settings with { Certificates = [new TraceCertificate(thumbprint, World.Start, World.Start.AddDays(1))] };

        var told = Assert.Single(AttemptReview.Tell(record), r => r.Check == AttemptCheck.Signature);
        var replayed = AttemptReview.Replay(record, trace, draft);

        Assert.Equal((CheckState.Failed, thumbprint), (told.State, told.Received));
        Assert.Equal(CheckState.Undecided, Assert.Single(replayed, r => r.Check == AttemptCheck.Signature).State);
        Assert.False(AttemptReview.IsGreen(replayed));
        Assert.Equal(CheckState.Failed, Assert.Single(AttemptReview.Replay(record, trace, trace.Settings), r => r.Check == AttemptCheck.Signature).State);
    }

    [Theory]
    [InlineData(true, CheckState.Passed)]
    [InlineData(false, CheckState.Failed)]
    public async Task A_draft_may_allow_what_began_at_the_idp(bool allowed, CheckState state)
    {
        var world = new World(("AllowIdpInitiated", false));
        Assert.Equal(nameof(SamlError.UnsolicitedResponse), World.CodeOf(await world.Accept.RunAsync(await world.FormAsync(null), Stop)));
        var record = Assert.Single(world.Log.All);
        var trace = record.ReadTrace()!;

        var results = AttemptReview.Replay(record, trace, trace.Settings with { AllowIdpInitiated = allowed });

        Assert.Equal(state, Assert.Single(results, r => r.Check == AttemptCheck.Request).State);
        Assert.Equal(allowed, AttemptReview.IsGreen(results));
    }

    [Theory]
    [InlineData(nameof(SignOnError.AuthnContextNotAccepted), "AcceptedAuthnContexts", "urn:card")]
    [InlineData(nameof(SignOnError.AuthenticationTooOld), "ForceAuthn", true)]
    public async Task A_draft_may_want_another_authentication_or_none(string code, string column, object value)
    {
        var world = new World((column, value));
        Assert.Equal(code, await world.RefusedAsync(o => o with { AuthnInstant = World.Start.AddHours(-1) }));
        var record = Assert.Single(world.Log.All);
        var trace = record.ReadTrace()!;
        var (draft, _) = await new DraftSettings(world.Tenants, World.Options).TryAsync(
            World.TenantId, new Dictionary<string, string> { ["AcceptedAuthnContexts"] = "", ["ForceAuthn"] = "false" }, Stop);

        var computed = AttemptReview.Replay(record with { Code = null, Detail = null }, trace, trace.Settings);

        Assert.Equal(code, Assert.Single(computed, r => r.State == CheckState.Failed).Code);
        Assert.True(AttemptReview.IsGreen(AttemptReview.Replay(record, trace, draft!)));
        Assert.Equal(code, Assert.Single(AttemptReview.Replay(record, trace, trace.Settings), r => r.State == CheckState.Failed).Code);
    }

    [Fact]
    public async Task A_trace_from_before_the_requests_time_was_kept_says_that_it_cannot_tell()
    {
        var world = new World(("ForceAuthn", true));
        await world.RefusedAsync(o => o with { AuthnInstant = World.Start.AddHours(-1) });
        var record = Assert.Single(world.Log.All);
        var old = record with { Trace = TraceCell.Write(record.ReadTrace()! with { WaitingSince = null }) };

        var results = AttemptReview.Replay(old, old.ReadTrace()!, old.ReadTrace()!.Settings with { ForceAuthn = false });

        Assert.Equal(CheckState.Undecided, Assert.Single(results, r => r.Check == AttemptCheck.Authentication).State);
        Assert.Equal(nameof(SignOnError.AuthenticationTooOld), Assert.Single(AttemptReview.Tell(old), r => r.State == CheckState.Failed).Code);
    }

    [Fact]
    public async Task What_no_setting_decides_stays_red_in_every_replay()
    {
        var world = new World();
        await world.Accept.RunAsync(await world.FormAsync(await world.StartAsync(), edit: x => x.Replace("urn:oasis:names:tc:SAML:2.0:status:Success", "urn:x", StringComparison.Ordinal)), Stop);
        var form = await world.FormAsync(await world.StartAsync());
        await world.Accept.RunAsync(form, Stop);
        await world.Accept.RunAsync(form, Stop);

        foreach (var record in world.Log.All.Where(r => r.Event == SignInEvent.Refused))
        {
            var trace = record.ReadTrace()!;
            Assert.Equal(record.Code, Assert.Single(AttemptReview.Replay(record, trace, trace.Settings), r => r.State == CheckState.Failed).Code);
        }

        Assert.Equal(2, world.Log.All.Count(r => r.Event == SignInEvent.Refused));
    }

    [Fact]
    public void Every_code_that_a_response_can_get_belongs_to_a_check()
    {
        // These come before a response is looked at, or with logouts and settings.
        string[] others =
        [
            nameof(SamlError.NotALogoutMessage), nameof(SamlError.CertificateUnusable), nameof(SamlError.MetadataUnusable), nameof(SignOnError.TenantUnknown),
            nameof(SignOnError.TenantDisabled), nameof(SignOnError.TenantMisconfigured), nameof(SignOnError.LogoutRequestReplayed),
        ];

        Assert.Equal(others.Order(), Enum.GetNames<SamlError>().Concat(Enum.GetNames<SignOnError>()).Where(c => AttemptChecks.Of(c) is null).Order());
    }
}
