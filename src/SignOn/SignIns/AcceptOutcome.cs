namespace SignOn;

/// <summary>What <see cref="AcceptResponse"/> says: one of the nested types.</summary>
public abstract record AcceptOutcome
{
    private AcceptOutcome()
    {
    }

    /// <summary>The person is signed in; everything that this promises is stored.</summary>
    public sealed record SignedIn : AcceptOutcome
    {
        /// <summary>The value for the session cookie. Secret: never log it.</summary>
        public required string SessionToken { get; init; }

        /// <summary>When the session ends (UTC).</summary>
        public required DateTimeOffset ExpiresAt { get; init; }

        /// <summary>Where to send the browser: a path of ours, or a URL on the tenant's allow-list.</summary>
        public required string TargetUrl { get; init; }

        /// <summary>The request that was answered: delete its cookie. Null for IdP-initiated sign-in.</summary>
        public required PendingRequest? Answered { get; init; }

        /// <summary>The user's key.</summary>
        public required string UserKey { get; init; }

        /// <summary>To be put on the queue; not null while the user is pending ('setting up your account').</summary>
        public required ProvisionUserMessage? Message { get; init; }

        /// <summary>Whether the user still waits to be provisioned.</summary>
        public bool IsPending => Message is not null;

        /// <summary>Hides the token from logs and debuggers' output.</summary>
        public override string ToString() => $"SignedIn {{ UserKey = {UserKey}, ExpiresAt = {ExpiresAt:O} }}";
    }

    /// <summary>The IdP was asked without showing a page, and nobody is signed in there. Nothing went wrong: the person goes on without a session.</summary>
    /// <param name="TargetUrl">Where to send the browser: a path of ours, or a URL on the tenant's allow-list.</param>
    /// <param name="Answered">The request that was answered: delete its cookie.</param>
    public sealed record NobodySignedIn(string TargetUrl, PendingRequest Answered) : AcceptOutcome;

    /// <summary>Nobody is signed in.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(SignInRefusal Refusal) : AcceptOutcome
    {
        /// <summary>
        /// What the IdP says to the person, where it answers a request of this very browser with an error; null otherwise, so that nobody else's
        /// words get onto our page. One line of text, not markup.
        /// </summary>
        public string? IdpMessage { get; init; }

        /// <summary>Whether the IdP started the sign-in; null when the response could not be believed.</summary>
        internal bool? IdpInitiated { get; init; }
    }
}
