using Microsoft.Extensions.DependencyInjection;
using SignOn;

namespace Local;

/// <summary>Erases a person on request.</summary>
internal static class EraseLocalUser
{
    /// <summary>Erases, and says what went.</summary>
    /// <param name="services">The product's services.</param>
    /// <param name="user">The person.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalException">There is nobody to erase, or the tenant's name cannot be one.</exception>
    public static async Task RunAsync(IServiceProvider services, UserToErase user, CancellationToken cancellation)
    {
        if (!TenantIds.IsValid(user.TenantId))
            throw new LocalException($"'{user.TenantId}' is no tenant id.");
        var erased = await services.GetRequiredService<EraseUser>().ByEmailAsync(user.TenantId, user.Email, cancellation);
        Console.WriteLine(erased.IsNobody
            ? throw new LocalException($"Tenant '{user.TenantId}' knows nobody by the address {user.Email}; nothing was changed.")
            : $"Erased {erased.Users} rows of users and {erased.Sessions} sessions; {erased.SignIns} lines of the audit trail no longer say whose they are.");
    }
}
