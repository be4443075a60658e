namespace SignOn;

/// <summary>What <see cref="SignOut"/> says: one of the nested types. In each case the session here has ended.</summary>
public abstract record SignOutOutcome
{
    private SignOutOutcome()
    {
    }

    /// <summary>There is nothing more to do, or nothing more that can be done now.</summary>
    public sealed record Done : SignOutOutcome
    {
        internal static readonly Done Instance = new();
    }

    /// <summary>Send the browser on to the IdP.</summary>
    /// <param name="Delivery">Where, and with what.</param>
    /// <param name="Pending">To be protected and put into a cookie; null where no answer will come.</param>
    /// <param name="TenantName">The organization's name, for people.</param>
    public sealed record Onward(MessageDelivery Delivery, PendingLogout? Pending, string TenantName) : SignOutOutcome;
}
