namespace SignOn;

/// <summary>A step of the set-up guide. Names are stored: never rename one.</summary>
public enum SetupStep
{
    /// <summary>Our addresses were entered at the IdP.</summary>
    Values,

    /// <summary>The IdP's addresses and certificates were saved here.</summary>
    IdentityProvider,

    /// <summary>A test sign-in went well.</summary>
    TestSignIn,
}
