using System.Text;
using Azure.Data.Tables;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Reliability;

/// <summary>Between a user's first sign-in and the finished account lie a queue, a timer and processes that may die. No user gets lost, none is doubled.</summary>
public sealed class ProvisioningTests(OutageTests.OwnApp own) : IClassFixture<OutageTests.OwnApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly AppUnderTest _app = own.App;

    [Fact]
    public async Task An_app_that_died_between_the_users_row_and_the_message_sends_it_again()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        using (var fault = _app.Storage.Inject(StorageFaultKind.Swallow, o => o.IsEnqueue))
        {
            Assert.Equal(303, (await attempt.AnswerAsync(attempt.Xml())).Status);
            await fault.Met.WaitAsync(Patience, TestContext.Current.CancellationToken);
            await _app.First.KillAsync();
        }

        await _app.First.RestartAsync();
        Assert.Equal("Setting up your account", (await attempt.Browser.OpenAsync(_app.Url("/setting-up"))).Heading);
        await BackdateAsync(attempt.Tenant);
        await RunTimerAsync("ResendPending");

        Assert.Equal("Hello, B.Simon", (await HomeAsync(attempt.Browser)).Heading);
        Assert.Single(await attempt.Tenant.UsersAsync());
        Assert.Empty(await attempt.Tenant.PendingAsync());
    }

    [Fact]
    public async Task A_browser_that_goes_away_before_its_answer_loses_the_message_and_the_timer_sends_it()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("AllowIdpInitiated", true));
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([new("SAMLResponse", _app.Idp.CreateResponse(tenant.Application, People.BSimon))]);
        using var browser = new CancellationTokenSource();
        var address = new Uri($"http://localhost:{_app.First.Port}{new Uri(tenant.AcsUrl).PathAndQuery}");

        // The user's row and the marker beside it are written; the session's row is on its way.
        using (var fault = _app.Storage.Inject(StorageFaultKind.Swallow, o => o.IsWriteTo("Sessions") && o.Body.Contains(tenant.Id, StringComparison.Ordinal)))
        {
            var answer = http.PostAsync(address, form, browser.Token);
            await fault.Met.WaitAsync(Patience, TestContext.Current.CancellationToken);
            await browser.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        await BackdateAsync(tenant);
        Assert.Empty(MessagesOf(tenant));
        await RunTimerAsync("ResendPending");

        await Eventually.IsTrueAsync("the account is made", Patience, async () => (await tenant.PendingAsync()).Count == 0);
        Assert.Equal("active", Assert.Single(await tenant.UsersAsync()).GetString("Status"));
        Assert.NotEmpty(MessagesOf(tenant));
    }

    [Fact]
    public async Task An_app_that_dies_while_it_makes_the_account_makes_it_after_its_restart()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());

        // The function has the message and is about to write when the process dies; the queue shows the message again later.
        using (var fault = _app.Storage.Inject(StorageFaultKind.Swallow, o => o.IsWriteTo("Users") && IsProvisioning(o, attempt.Tenant)))
        {
            Assert.Equal(303, (await attempt.AnswerAsync(attempt.Xml())).Status);
            await fault.Met.WaitAsync(Patience, TestContext.Current.CancellationToken);
            await _app.First.KillAsync();
        }

        await _app.First.RestartAsync();
        await BackdateAsync(attempt.Tenant);
        await RunTimerAsync("ResendPending");

        Assert.Equal("Hello, B.Simon", (await HomeAsync(attempt.Browser)).Heading);
        Assert.Single(await attempt.Tenant.UsersAsync());
        Assert.Empty(await attempt.Tenant.PendingAsync());
    }

    [Fact]
    public async Task A_message_that_comes_twice_makes_one_user()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        await attempt.AnswerAsync(attempt.Xml());
        await HomeAsync(attempt.Browser);
        var message = await MessageOfAsync(attempt.Tenant);
        var user = Assert.Single(await attempt.Tenant.UsersAsync());
        var before = _app.Storage.Operations.Count;

        await _app.Queues.PostAsync("provision-user", message);
        await _app.Queues.PostAsync("provision-user", message);

        await Eventually.IsTrueAsync("both are handled", Patience, () =>
            Task.FromResult(_app.Storage.Operations.Skip(before).Count(o => o.Service == StorageService.Queue && o.Method == "DELETE") >= 2));
        var after = Assert.Single(await attempt.Tenant.UsersAsync());
        Assert.Equal(user.GetString("UserId"), after.GetString("UserId"));
        Assert.Equal(user.ETag, after.ETag);
        Assert.Equal(0, await _app.Queues.CountAsync("provision-user-poison"));
    }

    [Fact]
    public async Task Twelve_first_sign_ins_of_one_person_at_once_make_one_user()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("AllowIdpInitiated", true));
        var browsers = Enumerable.Range(0, 12).Select(_ => _app.NewBrowser()).ToList();

        var pages = await Task.WhenAll(browsers.Select(browser => browser.PostOnlyAsync(
            tenant.AcsUrl, new Uri(_app.Idp.Urls.BaseUrl), ("SAMLResponse", _app.Idp.CreateResponse(tenant.Application, People.BSimon)))));

        Assert.All(pages, page => Assert.Equal(303, page.Status));
        foreach (var browser in browsers)
        {
            Assert.Equal("Hello, B.Simon", (await HomeAsync(browser)).Heading);
        }

        Assert.Single(await tenant.UsersAsync());
        Assert.Empty(await tenant.PendingAsync());
    }

    [Fact]
    public async Task A_message_says_who_by_keys_alone()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        await attempt.AnswerAsync(attempt.Xml());

        var text = TextOf(await MessageOfAsync(attempt.Tenant));

        Assert.DoesNotContain("simon", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("contoso", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"tenantId":"../x","userKey":"s-1","correlationId":"c"}""")]
    [InlineData("[]")]
    public async Task An_unreadable_message_ends_in_the_poison_queue_and_stays_there(string text)
    {
        await using var app = await AppUnderTest.StartAsync();
        var attempt = await SignInAttempt.StartAsync(app, await app.AddTenantAsync());

        await app.Queues.AddAsync("provision-user", text);

        await Eventually.IsTrueAsync("it is given up", Patience, async () => await app.Queues.CountAsync("provision-user-poison") == 1);
        await Eventually.IsTrueAsync("it left the queue", Patience, async () => await app.Queues.CountAsync("provision-user") == 0);
        await Eventually.IsTrueAsync("the poison function saw it", Patience, () =>
            Task.FromResult(app.First.Log.Text.Contains("ProvisionUserPoison", StringComparison.Ordinal)));

        // It blocks nobody, and the function that watches the poison queue leaves it for people to look at.
        await attempt.AnswerAsync(attempt.Xml());
        Assert.Equal("Hello, B.Simon", (await attempt.Browser.WaitForAccountAsync(await attempt.Browser.OpenAsync(app.Url("/setting-up")))).Heading);
        Assert.Equal(1, await app.Queues.CountAsync("provision-user-poison"));
    }

    [Fact]
    public async Task A_user_who_could_not_be_made_five_times_is_marked_and_told_and_made_by_the_next_sign_in()
    {
        var attempt = await SignInAttempt.StartAsync(_app, await _app.AddTenantAsync());
        using (_app.Storage.Inject(StorageFaultKind.Refuse, o => o.IsWriteTo("Users") && IsProvisioning(o, attempt.Tenant)))
        {
            await attempt.AnswerAsync(attempt.Xml());
            var told = await Eventually.GetAsync("the page says that it failed", Patience, async () =>
            {
                var page = await attempt.Browser.OpenAsync(_app.Url("/setting-up"));
                return page.ErrorCode is null ? null : page;
            });
            told.IsRefused(403, "ProvisioningFailed");
        }

        // The mark that the page shows comes first, then the line.
        async Task<List<TableEntity>> LinesAsync() => [.. (await attempt.Tenant.SignInsAsync()).Where(row => row.GetString("Event") == "ProvisioningFailed")];
        await Eventually.IsTrueAsync("the audit trail says so", Patience, async () => (await LinesAsync()).Count > 0);
        Assert.Equal("Hello, B.Simon", (await attempt.Browser.SignInAsync(attempt.Tenant, People.BSimon)).Heading);
        Assert.Single(await LinesAsync());
        Assert.Single(await attempt.Tenant.UsersAsync());
        Assert.Empty(await attempt.Tenant.PendingAsync());
    }

    [Fact]
    public async Task A_restart_ends_no_session_and_no_sign_in_that_is_under_way()
    {
        var tenant = await _app.AddTenantAsync();
        var inside = _app.NewBrowser();
        await inside.SignInAsync(tenant, People.BSimon);
        var underWay = await SignInAttempt.StartAsync(_app, tenant);

        await _app.First.KillAsync();
        await _app.First.RestartAsync();

        Assert.Equal(200, (await inside.SessionAsync(_app)).Status);
        Assert.Equal(303, (await underWay.AnswerAsync(underWay.Xml())).Status);
    }

    [Fact]
    public async Task A_sign_in_that_one_instance_started_ends_at_another()
    {
        var second = await _app.StartAnotherAsync();
        var tenant = await _app.AddTenantAsync();
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var elsewhere = attempt.Browser.Copy(second.Port);

        Assert.Equal(303, (await attempt.AnswerAsync(elsewhere, attempt.Xml())).Status);

        Assert.Equal(200, (await elsewhere.Copy(_app.First.Port).SessionAsync(_app)).Status);
    }

    // Of this tenant alone: a message that another test left may come back at any time.
    private static bool IsProvisioning(StorageOperation operation, TestTenant tenant) =>
        operation.Body.Contains("\"active\"", StringComparison.Ordinal) && operation.Body.Contains(tenant.Id, StringComparison.Ordinal);

    /// <summary>The body of the request that put the tenant's message on the queue; the very first is sent again once the queue is made.</summary>
    private Task<string> MessageOfAsync(TestTenant tenant) => Eventually.GetAsync("the message is sent", Patience, () =>
        Task.FromResult(MessagesOf(tenant).LastOrDefault()));

    private IEnumerable<string> MessagesOf(TestTenant tenant) =>
        _app.Storage.Operations.Where(o => o.IsEnqueue && TextOf(o.Body).Contains(tenant.Id, StringComparison.Ordinal)).Select(o => o.Body);

    private static string TextOf(string body) => Encoding.UTF8.GetString(Convert.FromBase64String(body.Split("<MessageText>")[1].Split('<')[0]));

    // A minute must pass before a message is sent again; the marker is made to look as if it had.
    private async Task BackdateAsync(TestTenant tenant)
    {
        var marker = Assert.Single(await tenant.PendingAsync());
        var earlier = DateTimeOffset.UtcNow.AddMinutes(-10);
        await _app.Tables.GetTableClient("Users").UpdateEntityAsync(
            new TableEntity(marker.PartitionKey, marker.RowKey) { ["SentAt"] = earlier, ["CreatedAt"] = earlier }, marker.ETag, TableUpdateMode.Merge);
    }

    private async Task RunTimerAsync(string name)
    {
        using var http = new HttpClient();
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"http://localhost:{_app.First.Port}/admin/functions/{name}"), body);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<Page> HomeAsync(UserAgent browser) => await browser.WaitForAccountAsync(await browser.OpenAsync(_app.Url("/setting-up")));
}
