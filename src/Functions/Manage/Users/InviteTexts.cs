using SignOn;

namespace Functions.Manage.Users;

/// <summary>Why somebody cannot be invited, in words.</summary>
internal static class InviteTexts
{
    /// <summary>The reason, at the field that it concerns.</summary>
    /// <param name="outcome">What became of the invitation; not <see cref="InviteOutcome.Invited"/>.</param>
    public static FieldError Explain(InviteOutcome outcome) => new("email", outcome switch
    {
        InviteOutcome.AddressTaken => "There is a user with this address already.",
        InviteOutcome.AddressInvalid => "Write one e-mail address, such as b.simon@contoso.com.",
        InviteOutcome.DomainForeign => "The address is in none of the tenant's own domains, so nobody could use the account. Correct it, or add its domain to the tenant (column EmailDomains).",
        _ => "There is no such tenant any more.",
    });
}
