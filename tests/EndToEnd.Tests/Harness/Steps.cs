using EndToEnd.Tests.Browsing;
using LocalIdp;
using TestSupport;

namespace EndToEnd.Tests.Harness;

/// <summary>The steps that many stories share.</summary>
public static class Steps
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Opens the tenant's sign-on URL, chooses the account at the IdP and goes on until the account is set up.</summary>
    public static async Task<Page> SignInAsync(this UserAgent browser, TestTenant tenant, LocalIdpUser user, string query = "")
    {
        var accounts = await browser.OpenAsync(tenant.SignOnUrl + query);
        return await browser.AnswerAsync(accounts, user);
    }

    /// <summary>Chooses the account on the IdP's page, sends its answer, and goes on until the account is set up.</summary>
    public static async Task<Page> AnswerAsync(this UserAgent browser, Page accounts, LocalIdpUser user)
    {
        var answer = await accounts.PressAsync(user.UserPrincipalName);
        return await browser.WaitForAccountAsync(await answer.PressAsync("Continue"));
    }

    /// <summary>Goes on from 'Setting up your account' until that is over.</summary>
    public static async Task<Page> WaitForAccountAsync(this UserAgent browser, Page page)
    {
        Assert.NotNull(browser);
        return await Eventually.GetAsync("the account is set up", Patience, async () =>
        {
            if (page.Heading == "Setting up your account")
            {
                page = await page.RefreshAsync();
            }

            return page.Heading == "Setting up your account" ? null : page;
        });
    }

    /// <summary>The body of <c>/session</c>, with its status.</summary>
    public static Task<Page> SessionAsync(this UserAgent browser, AppUnderTest app) => browser.OpenAsync(app.Url("/session"));

    /// <summary>The page says no with this status and code, and tells nothing else.</summary>
    public static void IsRefused(this Page page, int status, string code)
    {
        Assert.True(code == page.ErrorCode, $"Expected {status} {code}, got {page.Status} {page.ErrorCode}: {page.Text}");
        Assert.Equal(status, page.Status);
        Assert.Matches("^[0-9a-f]{32}$", page.CorrelationId ?? "");
        Assert.Equal(page.CorrelationId, page.Visit.Header("X-Correlation-Id"));
        Assert.DoesNotContain(page.Visit.SetCookies, c => c.StartsWith("__Host-session=", StringComparison.Ordinal));
    }
}
