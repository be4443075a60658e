using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Manage;

/// <summary>An app that operators may enter with a key, and through a tenant of their own.</summary>
public sealed class ManagedApp : IAsyncLifetime
{
    /// <summary>The bootstrap key.</summary>
    public const string Key = "bootstrap-key-of-the-end-to-end-tests";

    /// <summary>The operators' tenant.</summary>
    public const string OperatorTenant = "operators";

    /// <summary>The role that makes an operator; Ana has it and B.Simon does not.</summary>
    public const string OperatorRole = "Admin";

    /// <summary>The app.</summary>
    public AppUnderTest App { get; private set; } = null!;

    /// <summary>The operators' tenant.</summary>
    public TestTenant Operators { get; private set; } = null!;

    /// <summary>A browser in which an operator has signed in with the key; attempts are counted, so tests copy it.</summary>
    public UserAgent Operator { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        App = await AppUnderTest.StartAsync(new AppSettings
        {
            More = new Dictionary<string, string>
            {
                ["Manage__BootstrapKey"] = Key,
                ["Manage__OperatorTenant"] = OperatorTenant,
                ["Manage__OperatorRole"] = OperatorRole,
            },
        });
        Operators = await App.AddTenantAsync(new TenantSpec { Id = OperatorTenant });
        Operator = App.NewBrowser();
        await (await Operator.OpenAsync(App.Url("/manage"))).Type("key", Key).PressAsync("Sign in with the key");
    }

    /// <summary>An operator makes a setup link.</summary>
    /// <param name="tenantId">The tenant.</param>
    public async Task<string> MakeLinkAsync(string tenantId)
    {
        var links = await Operator.Copy().OpenAsync(App.Url($"/manage/tenants/{tenantId}/links"));
        return (await links.Type("name", "IT").PressAsync("Make the link")).Document.QuerySelector("#secret")!.TextContent;
    }

    /// <summary>A customer's admin follows a new setup link.</summary>
    /// <param name="tenantId">The tenant.</param>
    public async Task<UserAgent> FollowLinkAsync(string tenantId)
    {
        var browser = App.NewBrowser();
        await (await browser.OpenAsync(await MakeLinkAsync(tenantId))).PressAsync("Open the guide");
        return browser;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => App?.DisposeAsync() ?? ValueTask.CompletedTask;
}
