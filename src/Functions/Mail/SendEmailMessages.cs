using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SignOn;

namespace Functions.Mail;

/// <summary>Tells readable messages from others.</summary>
internal static class SendEmailMessages
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true, TypeInfoResolver = AppJson.Default };

    /// <summary>Throws unless the message says which mail. Legal JSON can leave everything out, and the host binds it all the same.</summary>
    /// <param name="message">What the host bound.</param>
    /// <exception cref="InvalidDataException">The message is null, or a part is missing.</exception>
    public static void Check([NotNull] SendEmailMessage? message)
    {
        if (!IsWhole(message))
            throw new InvalidDataException($"A message in {Queues.SendEmail} names no tenant, no mail or no correlation id.");
    }

    /// <summary>Reads the JSON of a message.</summary>
    /// <param name="text">The message's text.</param>
    /// <param name="message">What it says.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out SendEmailMessage? message)
    {
        try
        {
            message = JsonSerializer.Deserialize<SendEmailMessage>(text, Json);
        }
        catch (JsonException)
        {
            message = null;
        }

        return IsWhole(message);
    }

    private static bool IsWhole([NotNullWhen(true)] SendEmailMessage? message) =>
        message is not null
        && !string.IsNullOrEmpty(message.TenantId)
        && !string.IsNullOrEmpty(message.MailKey)
        && !string.IsNullOrEmpty(message.CorrelationId);
}
