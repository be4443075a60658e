namespace SignOn;

/// <summary>What <see cref="AcceptLogout"/> says: one of the nested types.</summary>
public abstract record LogoutOutcome
{
    private LogoutOutcome()
    {
    }

    /// <summary>The IdP's request was obeyed.</summary>
    /// <param name="Answer">The answer to the IdP; null where it has no address for it.</param>
    /// <param name="EndsThisBrowser">Whether the session of the browser that brought the request is among those that ended: delete its cookie.</param>
    public sealed record Obeyed(MessageDelivery? Answer, bool EndsThisBrowser) : LogoutOutcome;

    /// <summary>Nobody vouches for the request, so nothing has ended: ask the person.</summary>
    public sealed record Ask : LogoutOutcome
    {
        internal static readonly Ask Instance = new();
    }

    /// <summary>The IdP's answer to this browser's own sign-out.</summary>
    /// <param name="TenantName">The organization's name, for people.</param>
    /// <param name="IsComplete">Whether the IdP ended everything that it knows of.</param>
    public sealed record Returned(string TenantName, bool IsComplete) : LogoutOutcome;

    /// <summary>An answer that this browser does not wait for. It changes nothing, whatever it says.</summary>
    public sealed record Unsolicited : LogoutOutcome
    {
        internal static readonly Unsolicited Instance = new();
    }

    /// <summary>The message is refused, and nothing has ended.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(SignInRefusal Refusal) : LogoutOutcome;
}
