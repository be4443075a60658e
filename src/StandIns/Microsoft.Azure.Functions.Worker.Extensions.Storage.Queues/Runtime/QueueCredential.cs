using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// Makes the credential that a section of settings describes, with the official keys. Its own class, so that Azure.Identity is loaded
/// only where there is no connection string.
/// </summary>
internal static class QueueCredential
{
    public static TokenCredential From(IConfigurationSection section)
    {
        var clientId = section["clientId"];
        if (string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
        {
            return new ManagedIdentityCredential(string.IsNullOrWhiteSpace(clientId)
                ? ManagedIdentityId.SystemAssigned
                : ManagedIdentityId.FromUserAssignedClientId(clientId));
        }

        return section["tenantId"] is { Length: > 0 } tenant && section["clientSecret"] is { Length: > 0 } secret && clientId is { Length: > 0 }
            ? new ClientSecretCredential(tenant, clientId, secret)
            : new DefaultAzureCredential();
    }
}
