namespace SignOn;

/// <summary>Who can mend what a code is about.</summary>
public enum AdviceFor
{
    /// <summary>The customer's admin at the identity provider.</summary>
    Idp,

    /// <summary>Whoever can edit the tenant's settings here.</summary>
    Operator,

    /// <summary>Who signs in.</summary>
    Person,
}
