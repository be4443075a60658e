namespace SignOn;

/// <summary>Says which user a sign-in would lead to, by reading alone. It must decide as <see cref="UserAtSignIn"/> does; a test holds both together.</summary>
internal sealed class UserForecast(IUserStore users)
{
    public async Task<(TestUser User, SignInRefusal? Refusal)> RunAsync(Tenant tenant, AssertedUser who, CancellationToken cancellationToken)
    {
        if (await users.ReadAsync(tenant.Id, who.UserKey, cancellationToken) is { } user)
        {
            return user.Status == UserStatus.Disabled
                ? (Nobody(who), LinkRules.UserDisabled)
                : (new TestUser(TestUserKind.Found, user.Key, who.Facts, (user with { Facts = who.Facts }).Roles), null);
        }

        var row = EmailAddress.IsIn(who.Facts.Email, tenant) ? await users.ReadEmailAsync(tenant.Id, UserKeys.ForEmail(who.Facts.Email!), cancellationToken) : null;
        if (row is Invitation { Disabled: true })
        {
            return (Nobody(who), LinkRules.Disabled);
        }

        if (row is Invitation invitation)
        {
            var roles = invitation.Settings.RolesPolicy == RolesPolicy.Fixed ? invitation.Settings.Roles : who.Facts.Roles;
            return (new TestUser(TestUserKind.Linked, who.UserKey, who.Facts, roles), null);
        }

        return tenant.JustInTime
            ? (new TestUser(TestUserKind.Created, who.UserKey, who.Facts, who.Facts.Roles), null)
            : (Nobody(who), LinkRules.RefusalOf(who.Facts.Email, tenant) ?? (row is null ? LinkRules.NotInvited : LinkRules.LinkedToAnother));
    }

    private static TestUser Nobody(AssertedUser who) => new(TestUserKind.None, who.UserKey, who.Facts, []);
}
