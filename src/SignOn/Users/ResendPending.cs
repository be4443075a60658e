using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>
/// Sends messages again for users that stayed pending: a process may have died before its message left, or the queue lost it.
/// Run it every minute. A user is sent again after one minute, then after ever longer pauses of half the time waited, an hour at most.
/// </summary>
public sealed class ResendPending(TenantDirectory tenants, IUserStore users, TimeProvider time, ILogger<ResendPending> logger)
{
    internal const int MaxMessages = 500;

    /// <summary>The messages to put on the queue; at most 500 a run.</summary>
    /// <exception cref="StorageUnavailableException">Nothing is lost: the next run sees the same users.</exception>
    public async Task<IReadOnlyList<ProvisionUserMessage>> RunAsync(CancellationToken cancellationToken)
    {
        var messages = new List<ProvisionUserMessage>();
        await foreach (var (tenantId, lookup) in tenants.ListAsync(cancellationToken))
        {
            // The others' users cannot be provisioned now; their markers wait.
            if (lookup is TenantLookup.Found && messages.Count < MaxMessages)
            {
                await TryCollectAsync(tenantId, messages, cancellationToken);
            }
        }

        if (messages.Count > 0)
        {
            Log.PendingResent(logger, messages.Count);
            SignOnMetrics.CountResent(messages.Count);
        }

        return messages;
    }

    /// <summary>What one tenant's rows are like must not keep the others' users waiting, nor lose the messages that are stamped already.</summary>
    private async Task TryCollectAsync(string tenantId, List<ProvisionUserMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await CollectAsync(tenantId, messages, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException && (e is not StorageUnavailableException || messages.Count > 0))
        {
            Log.ResendFailed(logger, tenantId, e);
        }
    }

    private async Task CollectAsync(string tenantId, List<ProvisionUserMessage> messages, CancellationToken cancellationToken)
    {
        await foreach (var marker in users.ListPendingAsync(tenantId, cancellationToken))
        {
            if (messages.Count >= MaxMessages)
            {
                return;
            }

            // Stamped before it is sent: when we die in between, it is sent after the next pause. The other order would send it
            // every minute while a message cannot be handled.
            var now = time.GetUtcNow();
            if (ResendPause.IsOver(marker.CreatedAt, marker.SentAt, marker.FailedAt, now)
                && await users.TryCommitAsync(tenantId, [new UserRowChange.Replace(marker with { SentAt = now })], cancellationToken))
            {
                messages.Add(new ProvisionUserMessage(tenantId, marker.UserKey, marker.CorrelationId, now));
            }
        }
    }
}
