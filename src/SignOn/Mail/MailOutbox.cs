namespace SignOn;

/// <summary>Markers of mails and the messages that go with them.</summary>
internal static class MailOutbox
{
    /// <summary>The marker of a new mail; null where it goes to an admin whose address nobody knows.</summary>
    public static MailMarker? Marker(Admin by, MailTo to, string invitationKey, string correlationId, DateTimeOffset now)
    {
        var user = by as Admin.Operator;
        return to == MailTo.Admin && user?.UserKey is null ? null : new MailMarker
        {
            Key = UserKeys.ForMail(invitationKey, to),
            InvitationKey = invitationKey,
            To = to,
            AdminTenantId = to == MailTo.Admin ? user!.TenantId : null,
            AdminUserKey = to == MailTo.Admin ? user!.UserKey : null,
            MailId = Guid.NewGuid(),
            CorrelationId = correlationId,
            CreatedAt = now,
            SentAt = now,
        };
    }

    /// <summary>The message of a marker that was just written.</summary>
    public static SendEmailMessage Message(string tenantId, UserRowChange written, DateTimeOffset now)
    {
        var marker = (MailMarker)(written is UserRowChange.Replace replace ? replace.Row : ((UserRowChange.Insert)written).Row);
        return new SendEmailMessage(tenantId, marker.Key, marker.CorrelationId, now);
    }
}
