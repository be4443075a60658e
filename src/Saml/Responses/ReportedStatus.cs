namespace Saml;

/// <summary>
/// What an error Response says (saml-core-2.0-os 3.2.2.1 to 3.2.2.4). IdPs seldom sign errors, so nobody vouches for a word of it: show it only to
/// who holds the request that <paramref name="InResponseTo"/> names, and decide nothing by it that a stranger may not decide.
/// </summary>
/// <param name="Code">The top-level status code.</param>
/// <param name="Subcode">The code below it, or null.</param>
/// <param name="Message">The text for people, or null. Entra's begins with AADSTS: shown, never branched on.</param>
/// <param name="InResponseTo">The ID of the request that it claims to answer, or null.</param>
public sealed record ReportedStatus(string Code, string? Subcode, string? Message, string? InResponseTo)
{
    private const string NoPassive = "urn:oasis:names:tc:SAML:2.0:status:NoPassive";

    /// <summary>Whether the IdP could not sign anybody in without showing a page, which the request forbade (IsPassive).</summary>
    public bool IsNoPassive => Subcode == NoPassive;
}
