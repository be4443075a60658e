using Microsoft.Extensions.DependencyInjection;
using SignOn;

namespace Local;

/// <summary>Does what an admin does with the 'New User' form: writes the row of a user who may sign in from then on.</summary>
internal static class AddUser
{
    /// <summary>Writes the row.</summary>
    /// <param name="services">The product's services.</param>
    /// <param name="user">The user.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalException">The row cannot be written.</exception>
    public static async Task RunAsync(IServiceProvider services, NewUser user, CancellationToken cancellation)
    {
        var outcome = await services.GetRequiredService<InviteUser>().RunAsync(user.TenantId, user.Request, cancellation);
        Console.WriteLine(outcome == InviteOutcome.Invited
            ? $"{user.Request.Email} may sign in to tenant '{user.TenantId}' now."
            : throw new LocalException(Explain(outcome, user)));
    }

    private static string Explain(InviteOutcome outcome, NewUser user) => outcome switch
    {
        InviteOutcome.AddressTaken => $"Tenant '{user.TenantId}' has a user {user.Request.Email} already; nothing was changed.",
        InviteOutcome.AddressInvalid => $"'{user.Request.Email}' is no e-mail address.",
        InviteOutcome.DomainForeign =>
            $"{user.Request.Email} is in none of the e-mail domains of tenant '{user.TenantId}' (column EmailDomains of its row), so nobody could use the account. Add the domain there first.",
        _ => $"There is no tenant '{user.TenantId}'. Tenants of a fresh start: {LocalTenants.Pymetrics}, {LocalTenants.RunMyProcess}.",
    };
}
