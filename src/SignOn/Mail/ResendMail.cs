using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Puts mails on the queue again that wait for too long: the process died before its message left, the queue lost it, or the mail server was
/// away. Run it every minute. A mail is tried again after one minute, then after ever longer pauses, an hour at most, for two days.
/// </summary>
public sealed class ResendMail(TenantDirectory tenants, IUserStore users, TimeProvider time, ILogger<ResendMail> logger)
{
    internal const int MaxMessages = 500;
    internal static readonly TimeSpan LongestLife = TimeSpan.FromDays(2);

    /// <summary>The messages to put on the queue; at most 500 a run. One storage operation a tenant, and one a message.</summary>
    /// <exception cref="StorageUnavailableException">Nothing is lost: the next run sees the same mails.</exception>
    public async Task<IReadOnlyList<SendEmailMessage>> RunAsync(CancellationToken cancellationToken)
    {
        var messages = new List<SendEmailMessage>();
        await foreach (var (tenantId, lookup) in tenants.ListAsync(cancellationToken))
        {
            if (lookup is TenantLookup.Found && messages.Count < MaxMessages)
            {
                await TryCollectAsync(tenantId, messages, cancellationToken);
            }
        }

        if (messages.Count > 0)
        {
            Log.MailResent(logger, messages.Count);
        }

        return messages;
    }

    // What one tenant's rows are like must not keep the others' mails waiting, nor lose the messages that are stamped already.
    private async Task TryCollectAsync(string tenantId, List<SendEmailMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var marker in users.ListMailAsync(tenantId, cancellationToken))
            {
                var now = time.GetUtcNow();
                if (messages.Count < MaxMessages && IsDue(marker, now)
                    && await users.TryCommitAsync(tenantId, [new UserRowChange.Replace(marker with { SentAt = now })], cancellationToken))
                {
                    messages.Add(new SendEmailMessage(tenantId, marker.Key, marker.CorrelationId, now));
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException && (e is not StorageUnavailableException || messages.Count > 0))
        {
            Log.MailResendFailed(logger, tenantId, e);
        }
    }

    private static bool IsDue(MailMarker marker, DateTimeOffset now) =>
        !marker.Refused && now - marker.CreatedAt < LongestLife && ResendPause.IsOver(marker.CreatedAt, marker.SentAt, marker.FailedAt, now);
}
