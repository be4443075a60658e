using System.Text.RegularExpressions;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;
using TestSupport;

namespace EndToEnd.Tests.Costs;

/// <summary>
/// What a sign-in costs, counted on the wire between the app and storage. Table Storage answers in milliseconds but bills and
/// throttles by operation, so a step more for everybody is a defect.
/// </summary>
public sealed partial class StorageOperationTests(StorageOperationTests.CalmApp calm) : IClassFixture<StorageOperationTests.CalmApp>
{
    private readonly AppUnderTest _app = calm.App;

    [Fact]
    public async Task Starting_a_sign_in_costs_nothing()
    {
        var tenant = await _app.AddTenantAsync();
        await SignInAttempt.StartAsync(_app, tenant);

        var operations = await CountAsync(async () => await SignInAttempt.StartAsync(_app, tenant));

        Assert.Empty(operations);
    }

    [Fact]
    public async Task A_known_user_costs_what_the_documents_say()
    {
        var tenant = await _app.AddTenantAsync();
        await SetUpAsync(tenant);

        var operations = await CountSignInAsync(tenant);

        AssertCost(DocumentedCost.Of("sign-in of a known user").Requests, operations);
        Assert.DoesNotContain(operations, o => o.IsEnqueue);
    }

    [Fact]
    public async Task A_first_sign_in_costs_what_the_documents_say_and_the_message()
    {
        var tenant = await _app.AddTenantAsync();
        await SignInAttempt.StartAsync(_app, tenant);

        var operations = await CountSignInAsync(tenant, waitForMessage: true);

        AssertCost(DocumentedCost.Of("first sign-in, just in time").Requests + 1, operations);
        Assert.Single(operations, o => o.IsEnqueue);
    }

    [Fact]
    public async Task Looking_at_a_session_costs_one_operation()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = await SetUpAsync(tenant);
        await browser.SessionAsync(_app);

        var operations = await CountAsync(async () => Assert.Equal(200, (await browser.SessionAsync(_app)).Status));

        Assert.True(operations.Count <= 1, Describe(operations));
    }

    [Fact]
    public async Task Looking_without_a_session_or_with_a_token_that_is_none_costs_nothing()
    {
        var tenant = await _app.AddTenantAsync();
        var browser = _app.NewBrowser();
        browser.Cookies.Plant(new BrowserCookie("localhost", "__Host-session", "rubbish", "/", true, "lax"));
        await SignInAttempt.StartAsync(_app, tenant);

        var operations = await CountAsync(async () =>
        {
            await _app.NewBrowser().SessionAsync(_app);
            await browser.SessionAsync(_app);
            await _app.NewBrowser().OpenAsync(_app.Url("/"));
            await _app.NewBrowser().OpenAsync(tenant.MetadataUrl);
        });

        Assert.Empty(operations);
    }

    [Fact]
    public async Task A_forged_response_costs_one_line_of_the_audit_trail_and_rubbish_no_more()
    {
        var tenant = await _app.AddTenantAsync();
        var attempt = await SignInAttempt.StartAsync(_app, tenant);

        var operations = await CountAsync(async () => (await attempt.AnswerAsync(attempt.UnsignedXml())).IsRefused(403, "SignatureMissing"));

        Assert.True(operations.Count <= 1, Describe(operations));
        Assert.All(operations, o => Assert.Equal("SignIns", o.Table));
    }

    [Fact]
    public async Task A_made_up_tenant_costs_one_operation_and_then_none()
    {
        var url = _app.Url($"/saml/nobody-{Guid.NewGuid():N}/sso");

        var first = await CountAsync(async () => await _app.NewBrowser().OpenAsync(url));
        var second = await CountAsync(async () => await _app.NewBrowser().OpenAsync(url));

        Assert.True(first.Count <= 1, Describe(first));
        Assert.Empty(second);
    }

    /// <summary>Used IDs stand in a partition of the day on which they end, so around midnight (UTC) they are two transactions in place of one.</summary>
    private static void AssertCost(int most, IReadOnlyList<StorageOperation> operations)
    {
        var usedIds = operations.Where(o => o.IsWriteTo("UsedIds")).ToList();
        var days = usedIds.SelectMany(o => ExpiryDay().Matches(Uri.UnescapeDataString(o.Body))).Select(m => m.Value).Distinct().Count();

        Assert.InRange(days, 1, 2);
        Assert.Equal(days, usedIds.Count);
        Assert.True(operations.Count - days <= most - 1, Describe(operations));
    }

    [GeneratedRegex(@"(?<=\|)20\d{6}\b")]
    private static partial Regex ExpiryDay();

    private static string Describe(IEnumerable<StorageOperation> operations) => string.Join('\n', operations);

    private async Task<UserAgent> SetUpAsync(TestTenant tenant)
    {
        var browser = _app.NewBrowser();
        calm.LetMessagesThrough();
        await browser.SignInAsync(tenant, People.BSimon);
        calm.HoldMessages();
        return browser;
    }

    private async Task<IReadOnlyList<StorageOperation>> CountSignInAsync(TestTenant tenant, bool waitForMessage = false)
    {
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        return await CountAsync(async () =>
        {
            var before = _app.Storage.Operations.Count;
            Assert.Equal(303, (await attempt.AnswerAsync(attempt.Xml())).Status);

            // The host answers before it sends the message.
            if (waitForMessage)
            {
                await Eventually.IsTrueAsync("the message is sent", TimeSpan.FromSeconds(10), () =>
                    Task.FromResult(_app.Storage.Operations.Skip(before).Any(o => o.IsEnqueue)));
            }
        });
    }

    // Timers run at full minutes. What they do is not what is counted here, so the count stays clear of them.
    private async Task<IReadOnlyList<StorageOperation>> CountAsync(Func<Task> act)
    {
        await Eventually.IsTrueAsync("the timers of the full minute are done", TimeSpan.FromSeconds(30), () =>
            Task.FromResult(DateTimeOffset.UtcNow.Second is >= 5 and < 50));
        var before = _app.Storage.Operations.Count;
        await act();
        return [.. _app.Storage.Operations.Skip(before).Where(o => !o.IsQueuePoll)];
    }

    /// <summary>An app of its own, whose queue looks empty while operations are counted.</summary>
    public sealed class CalmApp : IAsyncLifetime
    {
        private StorageFault? _held;

        /// <summary>The app.</summary>
        public AppUnderTest App { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            App = await AppUnderTest.StartAsync();

            // The key ring, the tables and the queue are there before anything is counted, as after a deployment.
            await App.NewBrowser().SignInAsync(await App.AddTenantAsync(), People.BSimon);
            HoldMessages();
        }

        /// <summary>Queue functions run.</summary>
        public void LetMessagesThrough() => _held?.Dispose();

        /// <summary>Queue functions do not run.</summary>
        public void HoldMessages() => _held = App.Storage.Inject(StorageFaultKind.NoMessages, o => o.IsQueuePoll);

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
