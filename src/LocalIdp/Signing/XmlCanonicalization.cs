namespace LocalIdp;

/// <summary>Canonicalization of the signed element.</summary>
public enum XmlCanonicalization
{
    /// <summary>Exclusive c14n: what SAML asks for (Core 5.4.3).</summary>
    Exclusive,

    /// <summary>
    /// Exclusive c14n with comments. A reference by bare name drops comments before any transform (XML Signature 4.4.3.3),
    /// so comments inside the signed element are not signed even so; those in SignedInfo are.
    /// </summary>
    ExclusiveWithComments,

    /// <summary>Inclusive c14n 1.0: for tests of refusals.</summary>
    Inclusive,

    /// <summary>Inclusive c14n 1.0 with comments: for tests of refusals.</summary>
    InclusiveWithComments,
}
