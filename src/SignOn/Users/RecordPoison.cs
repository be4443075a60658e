using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>Records that a user could not be provisioned in several attempts, for admins to see.</summary>
public sealed class RecordPoison(IUserStore users, ISignInLog log, TimeProvider time, ILogger<RecordPoison> logger)
{
    /// <summary>Marks the user and adds a line to the audit trail. Does nothing for a user who is provisioned after all.</summary>
    /// <exception cref="ArgumentException">The message names no tenant or no user.</exception>
    /// <exception cref="StorageUnavailableException">Try again later.</exception>
    public async Task RunAsync(ProvisionUserMessage message, CancellationToken cancellationToken)
    {
        message.ThrowIfMalformed();
        SignOnMetrics.CountPoisoned(readable: true);
        if (await users.ReadPendingAsync(message.TenantId, message.UserKey, cancellationToken) is not { } marker)
        {
            return;
        }

        var now = time.GetUtcNow();

        // Lost to another writer: either the user was provisioned this moment, or the marker was stamped for another try.
        await users.TryCommitAsync(message.TenantId, [new UserRowChange.Replace(marker with { FailedAt = now })], cancellationToken);
        Log.ProvisioningGivenUp(logger, message.UserKey, message.TenantId, message.CorrelationId);
        await log.AppendAsync(
            new SignInRecord
            {
                TenantId = message.TenantId,
                At = now,
                Event = SignInEvent.ProvisioningFailed,
                CorrelationId = message.CorrelationId,
                UserKey = message.UserKey,
                Detail = "The user could not be provisioned in several attempts. It is tried again after a while, and at the person's next sign-in.",
            },
            cancellationToken);
    }
}
