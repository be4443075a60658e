using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SignOn;

namespace Functions;

/// <summary>Tells readable messages from others.</summary>
internal static class ProvisionUserMessages
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true, TypeInfoResolver = AppJson.Default };

    /// <summary>Throws unless the message says who. Legal JSON can leave everything out, and the host binds it all the same.</summary>
    /// <param name="message">What the host bound.</param>
    /// <exception cref="InvalidDataException">The message is null, or a part is missing.</exception>
    public static void Check([NotNull] ProvisionUserMessage? message)
    {
        if (!IsWhole(message))
            throw new InvalidDataException($"A message in {Queues.ProvisionUser} names no tenant, no user or no correlation id.");
    }

    /// <summary>Reads the JSON of a message.</summary>
    /// <param name="text">The message's text.</param>
    /// <param name="message">What it says.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out ProvisionUserMessage? message)
    {
        try
        {
            message = JsonSerializer.Deserialize<ProvisionUserMessage>(text, Json);
        }
        catch (JsonException)
        {
            message = null;
        }

        return IsWhole(message);
    }

    private static bool IsWhole([NotNullWhen(true)] ProvisionUserMessage? message) =>
        message is not null
        && !string.IsNullOrEmpty(message.TenantId)
        && !string.IsNullOrEmpty(message.UserKey)
        && !string.IsNullOrEmpty(message.CorrelationId);
}
