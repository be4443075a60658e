namespace SignOn;

/// <summary>What <see cref="EmergencySignIn"/> says: one of the nested types.</summary>
public abstract record EmergencyAdmission
{
    private EmergencyAdmission()
    {
    }

    /// <summary>The person is signed in; everything that this promises is stored.</summary>
    /// <param name="SessionToken">The value for the session cookie. Secret: never log it.</param>
    /// <param name="TargetUrl">Where to send the browser.</param>
    public sealed record SignedIn(string SessionToken, string TargetUrl) : EmergencyAdmission
    {
        /// <summary>Hides the token from logs and debuggers' output.</summary>
        public override string ToString() => "SignedIn";
    }

    /// <summary>The link opens nothing. Why is not told: whoever has it need not know, and the operator sees the link's state.</summary>
    public sealed record Refused : EmergencyAdmission;
}
