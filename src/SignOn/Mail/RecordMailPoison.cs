using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>Records that a mail could not be sent, for admins to see.</summary>
public sealed class RecordMailPoison(IUserStore users, TimeProvider time, ILogger<RecordMailPoison> logger)
{
    /// <summary>Marks the mail. Does nothing for one that was sent after all.</summary>
    /// <exception cref="ArgumentException">The message names no tenant or no mail.</exception>
    /// <exception cref="StorageUnavailableException">Try again later.</exception>
    public async Task RunAsync(SendEmailMessage message, CancellationToken cancellationToken)
    {
        message.ThrowIfMalformed();
        if (await users.ReadMailAsync(message.TenantId, message.MailKey, cancellationToken) is not { } marker || marker.SentAt > message.EnqueuedAt)
        {
            // Sent after all, or on its way again.
            return;
        }

        // Lost to another writer: it is sent, or tried again, this moment.
        await users.TryCommitAsync(message.TenantId, [new UserRowChange.Replace(marker with { FailedAt = time.GetUtcNow() })], cancellationToken);
        Log.MailGivenUp(logger, message.MailKey, message.TenantId, marker.ReplyCode ?? 0, message.CorrelationId);
    }
}
