using AzureAdapters.Tests.Mail;
using EndToEnd.Tests.Browsing;
using EndToEnd.Tests.Harness;

namespace EndToEnd.Tests.Manage;

/// <summary>An app with a mail server beside it, and an operator who signed in through the product, and so has an address.</summary>
public sealed class UsersApp : IAsyncLifetime
{
    private readonly SmtpServer _mail = new();

    /// <summary>The app.</summary>
    public AppUnderTest App { get; private set; } = null!;

    /// <summary>A browser in which Ana is an operator.</summary>
    public UserAgent Ana { get; private set; } = null!;

    /// <summary>The mail server.</summary>
    internal SmtpServer Mail => _mail;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        App = await AppUnderTest.StartAsync(new AppSettings
        {
            More = new Dictionary<string, string>
            {
                ["Manage__BootstrapKey"] = ManagedApp.Key,
                ["Manage__OperatorTenant"] = ManagedApp.OperatorTenant,
                ["Manage__OperatorRole"] = ManagedApp.OperatorRole,
                ["Email__Host"] = "127.0.0.1",
                ["Email__Port"] = $"{_mail.Port}",
                ["Email__Tls"] = "false",
                ["Email__From"] = "DoNotReply@example.com",
            },
        });
        await App.AddTenantAsync(new TenantSpec { Id = ManagedApp.OperatorTenant });
        Ana = App.NewBrowser();
        var accounts = await (await Ana.OpenAsync(App.Url("/manage"))).FollowAsync("Sign in with your organization");
        await (await Ana.AnswerAsync(accounts, People.Ana)).PressAsync("Continue as Ana Ruiz");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (App is not null)
        {
            await App.DisposeAsync();
        }

        await _mail.DisposeAsync();
    }
}
