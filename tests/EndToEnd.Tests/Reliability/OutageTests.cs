using System.Globalization;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Reliability;

/// <summary>Storage that is away, slow to answer, or half done: nobody is in without the records that belong to it, and all of it heals by itself.</summary>
public sealed class OutageTests(OutageTests.OwnApp own) : IClassFixture<OutageTests.OwnApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly AppUnderTest _app = own.App;

    [Fact]
    public async Task While_storage_is_away_people_are_told_to_come_back_and_afterwards_all_works_without_a_restart()
    {
        await using var app = await AppUnderTest.StartAsync(new AppSettings { OwnEmulator = true });
        var tenant = await app.AddTenantAsync();
        var inside = app.NewBrowser();
        await inside.SignInAsync(tenant, People.BSimon);
        var underWay = await SignInAttempt.StartAsync(app, tenant);
        await app.Emulator.StopAsync();

        IsUnavailable(await underWay.AnswerAsync(underWay.Xml()));
        IsUnavailable(await inside.OpenAsync(app.Url("/setting-up")));
        IsUnavailable(await app.NewBrowser().OpenAsync(app.Url("/saml/never-seen-before/sso")));
        var session = await inside.SessionAsync(app);
        Assert.Equal(503, session.Status);
        Assert.Equal("application/problem+json", session.Visit.Header("Content-Type"));
        ComesBackSoon(session);
        Assert.Equal(503, (await app.NewBrowser().OpenAsync(app.Url("/health"))).Status);
        Assert.Equal(200, (await app.NewBrowser().OpenAsync(app.Url("/health/live"))).Status);
        Assert.Equal(200, (await app.NewBrowser().OpenAsync(app.Url("/"))).Status);

        await app.Emulator.RestartAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync("the session is known again", Patience, async () => (await inside.SessionAsync(app)).Status == 200);
        await Eventually.IsTrueAsync("the app says that it is well", Patience, async () =>
            (await app.NewBrowser().OpenAsync(app.Url("/health"))).Status == 200);
        Assert.Equal("Hello, Ana Ruiz", (await app.NewBrowser().SignInAsync(tenant, People.Ana)).Heading);
    }

    [Fact]
    public async Task Without_its_replay_record_there_is_no_session()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        using (_app.Storage.Inject(StorageFaultKind.Refuse, o => o.IsWriteTo("UsedIds")))
        {
            IsUnavailable(await attempt.AnswerAsync(attempt.Xml()));
        }

        Assert.Empty(await attempt.Tenant.RowsAsync("Sessions"));
        Assert.Empty(await attempt.Tenant.RowsAsync("Users"));
        Assert.Null(attempt.Browser.Cookies["__Host-session"]);

        // Nothing was used up, so the very same answer works as soon as storage does.
        Assert.Equal(303, (await attempt.AnswerAsync(attempt.Xml())).Status);
    }

    [Fact]
    public async Task Without_its_row_there_is_no_session_cookie_and_a_new_sign_in_works()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        using (_app.Storage.Inject(StorageFaultKind.Refuse, o => o.IsWriteTo("Sessions")))
        {
            IsUnavailable(await attempt.AnswerAsync(attempt.Xml()));
        }

        Assert.Null(attempt.Browser.Cookies["__Host-session"]);
        Assert.Equal("Hello, B.Simon", (await attempt.Browser.SignInAsync(attempt.Tenant, People.BSimon)).Heading);
        Assert.Single(await attempt.Tenant.UsersAsync());
    }

    [Fact]
    public async Task Without_its_line_in_the_audit_trail_nobody_is_in()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        using var fault = _app.Storage.Inject(StorageFaultKind.Refuse, o => o.IsWriteTo("SignIns"));

        IsUnavailable(await attempt.AnswerAsync(attempt.Xml()));

        Assert.Null(attempt.Browser.Cookies["__Host-session"]);
    }

    [Theory]
    [InlineData("UsedIds")]
    [InlineData("Users")]
    [InlineData("Sessions")]
    [InlineData("SignIns")]
    public async Task A_write_whose_answer_got_lost_is_neither_a_replay_nor_a_second_user(string table)
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        using var fault = _app.Storage.Inject(StorageFaultKind.LoseAnswer, o => o.IsWriteTo(table), times: 1);

        var page = await attempt.AnswerAsync(attempt.Xml());

        Assert.True(page.Status == 303, $"{page.Status} {page.ErrorCode}");
        Assert.True(fault.Met.IsCompleted);
        Assert.Equal("Hello, B.Simon", (await attempt.Browser.WaitForAccountAsync(await attempt.Browser.OpenAsync(_app.Url("/setting-up")))).Heading);
        Assert.Single(await attempt.Tenant.UsersAsync());
        Assert.Single(await attempt.Tenant.SignInsAsync(), row => row.GetString("Event") == "Accepted" || row.GetString("Code") is null or "");
    }

    [Fact]
    public async Task A_storage_that_does_not_answer_holds_nobody_for_long()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        using var fault = _app.Storage.Inject(StorageFaultKind.Swallow, o => o.IsWriteTo("UsedIds"));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        IsUnavailable(await attempt.AnswerAsync(attempt.Xml()));

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task A_queue_that_is_away_keeps_nobody_out()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        using var fault = _app.Storage.Inject(StorageFaultKind.Refuse, o => o.IsEnqueue);

        var page = await attempt.AnswerAsync(attempt.Xml());

        Assert.Equal(303, page.Status);
        Assert.Equal("Setting up your account", (await attempt.Browser.OpenAsync(_app.Url("/setting-up"))).Heading);
        Assert.Single(await attempt.Tenant.PendingAsync());
    }

    private static void IsUnavailable(Page page)
    {
        page.IsRefused(503, "StorageUnavailable");
        ComesBackSoon(page);
    }

    private static void ComesBackSoon(Page page) =>
        Assert.InRange(int.Parse(page.Visit.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 120);

    /// <summary>An app of its own: the tests break what it stands on.</summary>
    public sealed class OwnApp : IAsyncLifetime
    {
        /// <summary>The app.</summary>
        public AppUnderTest App { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync() => App = await AppUnderTest.StartAsync();

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
