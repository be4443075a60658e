using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SignOn;

/// <summary>Registers the domain.</summary>
public static class SignOnServices
{
    /// <summary>
    /// Adds every use case as a singleton. The ports, a <see cref="TimeProvider"/> and an <see cref="IPendingRequestProtector"/> must be added by others.
    /// </summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddSignOn(this IServiceCollection services, IConfiguration configuration) => throw new NotImplementedException();
}
