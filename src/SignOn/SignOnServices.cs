using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SignOn;

/// <summary>Registers the domain.</summary>
public static class SignOnServices
{
    /// <summary>
    /// Adds every use case, one instance each, and reads the settings at once, so that a wrong one stops the start. The ports
    /// and logging must be added by others.
    /// </summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddSignOn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(SignOnOptions.Read(configuration));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<RefreshMetadata>();
        services.AddSingleton<NewerKeys>();
        services.AddSingleton<StartSignOn>();
        services.AddSingleton<AcceptResponse>();
        services.AddSingleton<UserCache>();
        services.AddSingleton<SessionReader>();
        services.AddSingleton<EmergencySessions>();
        services.AddSingleton<EmergencySignIn>();
        services.AddSingleton<ControlEmergency>();
        services.AddSingleton<SignOut>();
        services.AddSingleton<AcceptLogout>();
        services.AddSingleton<ProvisionUser>();
        services.AddSingleton<ResendPending>();
        services.AddSingleton<RecordPoison>();
        services.AddSingleton<InviteUser>();
        services.AddSingleton<EraseUser>();
        services.AddSingleton<DeleteExpired>();
        services.AddSingleton<ListUsers>();
        services.AddSingleton<CreateUser>();
        services.AddSingleton<EditUser>();
        services.AddSingleton<DisableUser>();
        services.AddSingleton<RemoveUser>();
        services.AddSingleton<ImportUsers>();
        services.AddSingleton<PendingUsers>();
        services.AddSingleton<ListCertificates>();
        services.AddSingleton(provider => new MailTexts(provider.GetRequiredService<SignOnOptions>().Name));
        services.AddSingleton<SendMail>();
        services.AddSingleton<ResendMail>();
        services.AddSingleton<RecordMailPoison>();
        services.AddSingleton<InvitationMails>();
        services.AddSingleton(AdminOptions.Read(configuration));
        services.AddSingleton<AttemptLimit>();
        services.AddSingleton<TokenSeal>();
        services.AddSingleton<AdminGrants>();
        services.AddSingleton<AdminSessions>();
        services.AddSingleton<ListTenants>();
        services.AddSingleton<DeleteExpiredAdmins>();
        services.AddSingleton<EditTenants>();
        services.AddSingleton<RemoveTenants>();
        services.AddSingleton<ImportIdp>();
        services.AddSingleton<SetupSteps>();
        services.AddSingleton<ListSignIns>();
        services.AddSingleton<CountSignIns>();
        services.AddSingleton<FindAttempt>();
        services.AddSingleton<DraftSettings>();
        services.AddSingleton<TestSignIn>();
        return services;
    }
}
