namespace SignOn;

/// <summary>Why a person who was proven is not let in all the same.</summary>
internal static class LinkRules
{
    public static readonly SignInRefusal UserDisabled = SignInRefusal.Of(SignOnError.UserDisabled, "An admin has disabled this user.");

    public static readonly SignInRefusal Disabled = SignInRefusal.Of(SignOnError.UserDisabled, "An admin has disabled the user who is to have this address.");

    public static readonly SignInRefusal LinkedToAnother = SignInRefusal.Of(SignOnError.UserUnknown,
        "The address belongs to a user who is linked to another person at the IdP, or whose row was deleted. "
        + "An address links only once, because addresses are given to other people. An admin can invite the person anew.");

    public static readonly SignInRefusal NotInvited = SignInRefusal.Of(
        SignOnError.UserUnknown, "No admin has created a user with this address, and just-in-time provisioning is off (column JustInTime).");

    /// <summary>Why an address can link to no invitation at all; null when it can.</summary>
    public static SignInRefusal? RefusalOf(string? email, Tenant tenant) => EmailAddress.IsIn(email, tenant) ? null : SignInRefusal.Of(SignOnError.UserUnknown, email is null
        ? "The IdP sent no e-mail address, so no user made by an admin can be found. See columns EmailAttributes and NameIdFormat."
        : "The person's e-mail address is not in the tenant's own domains (column EmailDomains), so it links to no user.");
}
