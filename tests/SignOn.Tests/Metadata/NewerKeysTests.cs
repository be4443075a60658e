using LocalIdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace SignOn.Tests.Metadata;

/// <summary>An unknown key at the assertion consumer service: the person who comes first after a rollover just gets in, and a flood costs nothing.</summary>
public sealed class NewerKeysTests
{
    private readonly World _world = new(("IdpMetadataUrl", IdpDocument.Url));

    public NewerKeysTests() => _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64, TestIdp.CertificateBase64));

    [Fact]
    public async Task The_first_person_after_a_rollover_just_gets_in_and_the_next_costs_four_operations()
    {
        Assert.IsType<AcceptOutcome.SignedIn>(await PostAsync(TestIdp.NewSignature));
        Assert.Equal(1, _world.Metadata.Fetches);

        await ProvisionAsync();
        _world.Faults.Forget();
        Assert.IsType<AcceptOutcome.SignedIn>(await PostAsync(TestIdp.NewSignature));
        Assert.Equal((4, 1), (_world.Faults.Operations.Count, _world.Metadata.Fetches));
    }

    [Fact]
    public async Task A_known_key_never_looks()
    {
        await _world.SignedInAsync();

        Assert.Equal(0, _world.Metadata.Fetches);
        Assert.DoesNotContain("tenants merge", _world.Faults.Operations);
    }

    [Fact]
    public async Task Known_good_sign_ins_do_not_wait_while_somebody_looks()
    {
        var gate = new TaskCompletionSource();
        _world.Metadata.Gate = gate.Task;
        var waiting = PostAsync(TestIdp.NewSignature);

        await _world.SignedInAsync();

        Assert.False(waiting.IsCompleted);
        gate.SetResult();
        Assert.IsType<AcceptOutcome.SignedIn>(await waiting);
    }

    [Fact]
    public async Task A_hundred_forged_posts_cost_one_fetch_and_two_writes()
    {
        using var stranger = IdpCertificate.Create(World.Start);
        var forger = XmlSignatureOptions.From(stranger);
        var forms = new List<AcceptRequest>();
        for (var i = 0; i < 100; i++)
        {
            forms.Add(await _world.FormAsync(null, by: forger));
        }

        _world.Faults.Forget();
        var outcomes = await Task.WhenAll(forms.Select(f => Task.Run(() => _world.Accept.RunAsync(f, Stop))));

        Assert.All(outcomes, o => Assert.Equal("SignatureInvalid", World.CodeOf(o)));
        Assert.Equal(1, _world.Metadata.Fetches);
        // The turn, and what the fetch brought.
        Assert.Equal(2, _world.Faults.Operations.Count(o => o == "tenants merge"));
        Assert.True(_world.Faults.Operations.Count(o => o == "tenants read") <= 3);

        // The next look is five minutes away, however many come.
        _world.Time.Advance(NewerKeys.Pause - TimeSpan.FromSeconds(1));
        await PostAsync(forger);
        Assert.Equal(1, _world.Metadata.Fetches);
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        await PostAsync(forger);
        Assert.Equal(2, _world.Metadata.Fetches);
    }

    [Fact]
    public async Task A_hundred_forged_posts_to_each_of_two_instances_cost_one_fetch()
    {
        using var stranger = IdpCertificate.Create(World.Start);
        var form = await _world.FormAsync(null, by: XmlSignatureOptions.From(stranger));
        var first = _world.Accept;
        await first.RunAsync(form, Stop);
        _world.Restart();
        _world.Faults.Forget();

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("SignatureInvalid", World.CodeOf(await _world.Accept.RunAsync(form, Stop)));
        }

        Assert.Equal(1, _world.Metadata.Fetches);
        // One read for the copy that every sign-in needs, one to see that somebody has looked already; the clock stands still.
        Assert.Equal((0, 2), (_world.Faults.Operations.Count(o => o == "tenants merge"), _world.Faults.Operations.Count(o => o == "tenants read")));
    }

    [Fact]
    public async Task What_one_instance_found_another_takes_from_the_row()
    {
        var form = await _world.FormAsync(null, by: TestIdp.NewSignature);
        var (_, other) = Another();
        await other.RunAsync(form with { CorrelationId = "warm" }, Stop);
        Assert.Equal(1, _world.Metadata.Fetches);

        Assert.IsType<AcceptOutcome.SignedIn>(await PostAsync(TestIdp.NewSignature));
        Assert.Equal(1, _world.Metadata.Fetches);
    }

    [Fact]
    public async Task Two_instances_at_the_same_moment_fetch_once_and_both_people_get_in()
    {
        var gate = new TaskCompletionSource();
        _world.Metadata.Gate = gate.Task;
        var (_, other) = Another();
        var (one, two) = (await _world.FormAsync(null, by: TestIdp.NewSignature), await _world.FormAsync(null, by: TestIdp.NewSignature));

        var first = _world.Accept.RunAsync(one, Stop);
        await TestSupport.Eventually.IsTrueAsync("the first instance fetches", TimeSpan.FromSeconds(10), () => Task.FromResult(_world.Metadata.Fetches == 1));
        var second = other.RunAsync(two, Stop);
        gate.SetResult();
        Assert.IsType<AcceptOutcome.SignedIn>(await first);
        await TestSupport.Eventually.IsTrueAsync("the second instance sees what the first found", TimeSpan.FromSeconds(10), () =>
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(250));
            return Task.FromResult(second.IsCompleted);
        });

        Assert.IsType<AcceptOutcome.SignedIn>(await second);
        Assert.Equal(1, _world.Metadata.Fetches);
    }

    [Fact]
    public async Task A_person_does_not_wait_for_ever_and_the_next_try_finds_what_the_look_brought()
    {
        var gate = new TaskCompletionSource();
        _world.Metadata.Gate = gate.Task;
        var waiting = PostAsync(TestIdp.NewSignature);
        await TestSupport.Eventually.IsTrueAsync("the fetch is under way", TimeSpan.FromSeconds(10), () => Task.FromResult(_world.Metadata.Fetches == 1));
        await TestSupport.Eventually.IsTrueAsync("the person is answered", TimeSpan.FromSeconds(10), () =>
        {
            _world.Time.Advance(NewerKeys.LongestWait);
            return Task.FromResult(waiting.IsCompleted);
        });
        Assert.Equal("SignatureInvalid", World.CodeOf(await waiting));

        gate.SetResult();
        await TestSupport.Eventually.IsTrueAsync("the look ends", TimeSpan.FromSeconds(10), () => Task.FromResult(_world.Tenants.Text(World.TenantId, "IdpMetadataRefreshedAt").Length > 0));
        Assert.IsType<AcceptOutcome.SignedIn>(await PostAsync(TestIdp.NewSignature));
    }

    [Fact]
    public async Task An_encrypted_assertion_signed_by_the_new_key_gets_in_too()
    {
        var form = await _world.FormAsync(null, encryptTo: FixedKeys.Active, by: TestIdp.NewSignature);

        Assert.IsType<AcceptOutcome.SignedIn>(await _world.Accept.RunAsync(form, Stop));
    }

    [Fact]
    public async Task Without_a_metadata_URL_nothing_is_looked_for()
    {
        _world.Tenants.Set(World.TenantId, "IdpMetadataUrl", "");

        Assert.Equal("SignatureInvalid", World.CodeOf(await PostAsync(TestIdp.NewSignature)));
        Assert.Equal(0, _world.Metadata.Fetches);
    }

    [Fact]
    public async Task Storage_that_fails_during_the_look_leaves_a_refusal_and_no_error()
    {
        var form = await _world.FormAsync(null, by: TestIdp.NewSignature);
        _world.Faults.FailWrite(1, after: false);

        Assert.Equal("SignatureInvalid", World.CodeOf(await _world.Accept.RunAsync(form, Stop)));
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00Z")]
    [InlineData("soon")]
    public async Task A_hand_edit_of_the_turn_does_not_stop_looks_for_ever(string checkedAt)
    {
        _world.Tenants.Set(World.TenantId, "IdpMetadataCheckedAt", checkedAt);
        _world.Tenants.Set(World.TenantId, "IdpMetadataNextRefreshAt", "2099-01-01T00:00:00Z");

        Assert.IsType<AcceptOutcome.SignedIn>(await PostAsync(TestIdp.NewSignature));
        Assert.Equal(0, await _world.Refresh.RunDueAsync(Stop));
    }

    [Fact]
    public async Task Metadata_past_its_validUntil_lets_nobody_in_until_newer_metadata_comes()
    {
        _world.Metadata.Publish(IdpDocument.With("validUntil=\"2026-11-22T10:00:00Z\"", TestIdp.EntityId, TestIdp.SsoUrl, TestIdp.CertificateBase64));
        await _world.Refresh.RunDueAsync(Stop);
        await _world.SignedInAsync();

        _world.Metadata.Answer = _ => FetchedMetadata.Failed("Nothing answers.");
        _world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(nameof(SignOnError.IdpMetadataExpired), World.CodeOf(await PostAsync(null)));

        // The IdP is back: whoever comes after the pause gets in, without anybody's doing.
        _world.Metadata.Publish(IdpDocument.With("validUntil=\"2026-11-23T10:00:00Z\"", TestIdp.EntityId, TestIdp.SsoUrl, TestIdp.CertificateBase64));
        _world.Time.Advance(NewerKeys.Pause);
        Assert.IsType<AcceptOutcome.SignedIn>(await PostAsync(null));
    }

    [Fact]
    public async Task A_key_that_the_metadata_lists_no_longer_is_no_key_any_more()
    {
        _world.Metadata.Publish(IdpDocument.Of(TestIdp.NewCertificateBase64));
        await _world.Refresh.RunDueAsync(Stop);

        Assert.Equal("SignatureInvalid", World.CodeOf(await PostAsync(null)));
    }

    private async Task<AcceptOutcome> PostAsync(XmlSignatureOptions? by) => await _world.Accept.RunAsync(await _world.FormAsync(null, by: by), Stop);

    private async Task ProvisionAsync() => await _world.Provision.RunAsync(new ProvisionUserMessage(World.TenantId, _world.OnlyUser().Key, "c", World.Start), Stop);

    /// <summary>Another instance on the same storage.</summary>
    private (TenantDirectory Directory, AcceptResponse Accept) Another()
    {
        var directory = new TenantDirectory(_world.Tenants, World.Options, _world.Time, NullLogger<TenantDirectory>.Instance);
        var refresh = new RefreshMetadata(directory, _world.Tenants, _world.Metadata, World.Options, _world.Time, NullLogger<RefreshMetadata>.Instance);
        var newerKeys = new NewerKeys(directory, _world.Tenants, refresh, _world.Time, NullLogger<NewerKeys>.Instance);
        return (directory, new(directory, newerKeys, _world.Keys, _world.UsedIds, _world.Users, _world.Sessions, _world.Log, new UserCache(_world.Users, _world.Time), _world.Time, NullLogger<AcceptResponse>.Instance));
    }
}
