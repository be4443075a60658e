using System.Text.Json;
using EndToEnd.Tests.Harness;
using LocalIdp;

namespace EndToEnd.Tests.Manage;

/// <summary>Somebody cannot sign in, and support looks why.</summary>
public sealed class SupportTests(ManagedApp managed) : IClassFixture<ManagedApp>
{
    private readonly AppUnderTest _app = managed.App;

    [Fact]
    public async Task From_the_error_page_to_the_mended_tenant()
    {
        // The customer's admin entered another identifier at the IdP than we have.
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("SpEntityId", "https://right.example/metadata"));
        await tenant.EditAsync(("SpEntityId", "https://wrong.example/metadata"));
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var error = await attempt.AnswerAsync(attempt.Xml(o => o.WithAudiences("https://right.example/metadata")));
        error.IsRefused(403, "AudienceMismatch");

        // Whatever was copied with it.
        var support = managed.Operator.Copy();
        var story = await support.OpenAsync(_app.Url($"/manage/trace?id={Uri.EscapeDataString($" {error.CorrelationId!.ToUpperInvariant()} ")}&tenant={tenant.Id}"));
        Assert.Contains("Copy the identifier (entity ID) again, letter by letter", story.Document.QuerySelector("#advice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("https://wrong.example/metadata", story.Facts["Expected"]);
        Assert.Equal("https://right.example/metadata", story.Facts["Received"]);
        Assert.DoesNotContain(People.BSimon.Mail!, story.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(story.Text, (await support.OpenAsync(_app.Url($"/manage/trace?id={error.CorrelationId}"))).Text);

        var rows = await tenant.RowsAsync("SignIns");
        var draft = await story.PressAsync("Try other settings");
        Assert.Contains("It would still be refused.", draft.Text, StringComparison.Ordinal);
        var green = await draft.Type("SpEntityId", "https://right.example/metadata").PressAsync("Try again");
        Assert.Contains("Every check that the trace can decide would pass.", green.Text, StringComparison.Ordinal);
        var broken = await green.Type("IdpEntityId", new string('x', 2000)).PressAsync("Try again");
        Assert.Equal(422, broken.Status);
        Assert.Contains("It has 2000 characters.", broken.Text, StringComparison.Ordinal);
        Assert.Equal(rows.Count, (await tenant.RowsAsync("SignIns")).Count);
        Assert.Empty(await tenant.RowsAsync("Sessions"));
        Assert.Empty(await tenant.RowsAsync("UsedIds"));

        await tenant.EditAsync(("SpEntityId", "https://right.example/metadata"));
        var instance = await _app.StartAnotherAsync();
        Assert.Equal("Hello, B.Simon", (await _app.NewBrowser(instance).SignInAsync(tenant, People.BSimon)).Heading);
    }

    [Fact]
    public async Task Looking_costs_what_it_should()
    {
        var tenant = await _app.AddTenantAsync();
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var error = await attempt.AnswerAsync(attempt.UnsignedXml());
        var support = managed.Operator.Copy();

        var trace = await CountAsync($"/manage/trace?id={error.CorrelationId}&tenant={tenant.Id}");
        var list = await CountAsync($"/manage/tenants/{tenant.Id}/sign-ins");

        // The admin's session, then index and line; the admin's session, the tenant, the page and the plot.
        Assert.Equal((3, 4), (trace, list));

        async Task<int> CountAsync(string path)
        {
            var before = _app.Storage.Operations.Count(IsOurs);
            Assert.Equal(200, (await support.OpenAsync(_app.Url(path))).Status);
            return _app.Storage.Operations.Count(IsOurs) - before;
        }

        static bool IsOurs(StorageOperation o) => o.Service == StorageService.Table;
    }

    [Fact]
    public async Task Sign_ins_are_listed_filtered_and_plotted()
    {
        var tenant = await _app.AddTenantAsync(new TenantSpec().With("DisplayName", "<script>alert(1)</script>"));
        var browser = _app.NewBrowser();
        await browser.SignInAsync(tenant, People.BSimon);
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var error = await attempt.AnswerAsync(attempt.UnsignedXml());

        var all = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/sign-ins"));
        var accepted = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/sign-ins?outcome=accepted"));
        var wrong = await managed.Operator.Copy().OpenAsync(_app.Url($"/manage/tenants/{tenant.Id}/sign-ins?day=yesterday"));

        Assert.Contains(error.CorrelationId!, all.Text, StringComparison.Ordinal);
        Assert.Contains("1 accepted, 1 refused", all.Document.QuerySelector("svg desc")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(error.CorrelationId!, accepted.Text, StringComparison.Ordinal);
        Assert.Contains("use yyyy-MM-dd", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("Trace a sign-in", (await all.FollowAsync(error.CorrelationId!)).Heading);
    }

    [Fact]
    public async Task A_program_reads_sign_ins_and_the_story_with_its_key()
    {
        var tenant = await _app.AddTenantAsync();
        var attempt = await SignInAttempt.StartAsync(_app, tenant);
        var error = await attempt.AnswerAsync(attempt.Xml(o => o.WithAudiences("https://other.example")));
        var made = await (await managed.Operator.Copy().OpenAsync(_app.Url("/manage/keys"))).Type("name", "support tool").Type("scope", "all").Type("days", "1").PressAsync("Make the key");
        var program = _app.NewBrowser();
        program.ExtraHeaders["Authorization"] = $"Bearer {made.Document.QuerySelector("#secret")!.TextContent.Trim()}";

        var list = JsonDocument.Parse((await program.OpenAsync(_app.Url($"/manage/api/tenants/{tenant.Id}/sign-ins?outcome=refused"))).Visit.Text).RootElement;
        var trace = JsonDocument.Parse((await program.OpenAsync(_app.Url($"/manage/api/trace/{error.CorrelationId}"))).Visit.Text).RootElement;
        var missing = await program.OpenAsync(_app.Url($"/manage/api/trace/{new string('0', 32)}?tenant={tenant.Id}"));
        var bad = await program.OpenAsync(_app.Url($"/manage/api/tenants/{tenant.Id}/sign-ins?outcome=good"));

        Assert.Equal(error.CorrelationId, list.GetProperty("signIns")[0].GetProperty("correlationId").GetString());
        Assert.Equal(tenant.Id, trace.GetProperty("tenant").GetString());
        var line = trace.GetProperty("lines")[0];
        Assert.Equal("Idp", line.GetProperty("mendedBy").GetString());
        Assert.Contains(line.GetProperty("checks").EnumerateArray(), c => c.GetProperty("check").GetString() == "Audience" && c.GetProperty("state").GetString() == "Failed");
        Assert.Equal((404, 400), (missing.Status, bad.Status));
        Assert.StartsWith("application/problem+json", bad.Visit.Header("Content-Type"), StringComparison.Ordinal);
    }
}
