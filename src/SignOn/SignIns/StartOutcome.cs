namespace SignOn;

/// <summary>What <see cref="StartSignOn"/> says: one of the nested types.</summary>
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <summary>Send the browser to the IdP and give it the request's cookie.</summary>
    /// <param name="Url">The IdP's URL with the request in it; absolute.</param>
    /// <param name="Pending">To be protected and put into a cookie.</param>
    public sealed record Redirect(string Url, PendingRequest Pending) : StartOutcome;

    /// <summary>Let the browser post a form to the IdP, and give it the request's cookie.</summary>
    /// <param name="Form">Where to, and with what.</param>
    /// <param name="Pending">To be protected and put into a cookie.</param>
    public sealed record Post(MessageDelivery Form, PendingRequest Pending) : StartOutcome;

    /// <summary>No sign-in can start.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(SignInRefusal Refusal) : StartOutcome;
}
