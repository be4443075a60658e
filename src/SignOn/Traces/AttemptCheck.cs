namespace SignOn;

/// <summary>What a sign-in has to pass, in the order in which people should look at it.</summary>
public enum AttemptCheck
{
    /// <summary>The IdP's metadata may still be used.</summary>
    Metadata,

    /// <summary>The message is a SAML Response that can be read.</summary>
    Message,

    /// <summary>It was sent to our reply URL.</summary>
    Destination,

    /// <summary>The tenant's IdP issued it.</summary>
    Issuer,

    /// <summary>The IdP says that it signed somebody in.</summary>
    Status,

    /// <summary>What must be signed is signed.</summary>
    SignaturePresent,

    /// <summary>The signature fits one of the IdP's certificates.</summary>
    Signature,

    /// <summary>There is an assertion that can be read.</summary>
    Assertion,

    /// <summary>The assertion was made for our reply URL.</summary>
    Recipient,

    /// <summary>It answers a request of this browser, or may come without one.</summary>
    Request,

    /// <summary>It is valid at this time.</summary>
    Time,

    /// <summary>It is meant for us.</summary>
    Audience,

    /// <summary>Somebody signed in at the IdP, and that still holds.</summary>
    Authentication,

    /// <summary>It was not used before.</summary>
    Once,

    /// <summary>It names somebody whom we can recognise next time.</summary>
    Subject,

    /// <summary>There is a user who may come in.</summary>
    User,
}
