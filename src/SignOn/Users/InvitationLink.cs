namespace SignOn;

/// <summary>How a user takes over what an admin prepared.</summary>
internal static class InvitationLink
{
    /// <summary>The user with the invitation's identity and settings; disabled when the invitation is.</summary>
    public static User Adopt(User user, Invitation invitation, DateTimeOffset now) => user with
    {
        UserId = invitation.UserId,
        Settings = invitation.Settings,
        Invited = true,
        Status = invitation.Disabled ? UserStatus.Disabled : UserStatus.Active,
        UpdatedAt = now,
        ProvisionedAt = invitation.Disabled ? null : now,
    };

    /// <summary>Turns the invitation into an index row, so that it links to nobody else. Fails when it changed since it was read.</summary>
    public static UserRowChange Close(Invitation invitation, string userKey) =>
        new UserRowChange.Replace(new EmailIndex { Key = invitation.Key, Target = userKey, ETag = invitation.ETag });
}
