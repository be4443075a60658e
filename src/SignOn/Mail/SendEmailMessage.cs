namespace SignOn;

/// <summary>Asks for a mail to be sent. It holds no personal data, because queues are read by many.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="MailKey">The key of the mail's marker, see <see cref="UserKeys.ForMail"/>.</param>
/// <param name="CorrelationId">Joins it with the request that wanted it.</param>
/// <param name="EnqueuedAt">When it was made (UTC).</param>
public sealed record SendEmailMessage(string TenantId, string MailKey, string CorrelationId, DateTimeOffset EnqueuedAt)
{
    /// <summary>Checks what came out of a queue, where anything may lie.</summary>
    /// <exception cref="ArgumentException">It names no tenant or no mail.</exception>
    internal void ThrowIfMalformed()
    {
        if (!TenantIds.IsValid(TenantId))
        {
            throw new ArgumentException("The message's TenantId is no tenant id.");
        }

        if (MailKey?.StartsWith("m-", StringComparison.Ordinal) != true)
        {
            throw new ArgumentException("The message's MailKey is no key of a mail ('m-…').");
        }
    }
}
