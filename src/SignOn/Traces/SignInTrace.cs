using Saml;

namespace SignOn;

/// <summary>
/// What a sign-in looked like, without the person: enough to tell people which check failed and why, and to hold it against other settings
/// later. It holds no name identifier, no attribute value and no message; requests appear as short hashes.
/// </summary>
public sealed record SignInTrace
{
    private const int MaxWaiting = 10;

    /// <summary>The instant against which times were checked (UTC).</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The settings in force.</summary>
    public required TraceSettings Settings { get; init; }

    /// <summary>Short hashes of the requests of this browser that waited for an answer; see <see cref="PendingRequest.ShortId"/>.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];

    /// <summary>When each of them was made (UTC), in the same order; null in traces from before this was kept.</summary>
    public IReadOnlyList<DateTimeOffset>? WaitingSince { get; init; }

    /// <summary>What the response said of itself; null when it could not be read.</summary>
    public TraceMessage? Message { get; init; }

    internal static SignInTrace Of(Tenant tenant, IReadOnlyList<PendingRequest> waiting, ResponseOutline? outline, DateTimeOffset now) => new()
    {
        Now = now,
        Settings = TraceSettings.Of(tenant),
        Waiting = [.. waiting.Take(MaxWaiting).Select(p => p.ShortId)],
        WaitingSince = [.. waiting.Take(MaxWaiting).Select(p => p.IssuedAt)],
        Message = outline is null ? null : TraceMessage.Of(outline),
    };
}
