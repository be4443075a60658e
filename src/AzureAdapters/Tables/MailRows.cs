using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>How the markers of mails look in table <c>Users</c>. They hold keys, no names and no addresses.</summary>
internal static class MailRows
{
    public static void Fill(TableEntity entity, MailMarker mail)
    {
        entity["Kind"] = "mail";
        entity["InvitationKey"] = mail.InvitationKey;
        entity["To"] = mail.To == MailTo.Admin ? "admin" : "user";
        entity["AdminTenantId"] = mail.AdminTenantId ?? "";
        entity["AdminUserKey"] = mail.AdminUserKey ?? "";
        entity["MailId"] = mail.MailId.ToString("D");
        entity["CorrelationId"] = mail.CorrelationId;
        entity.PutTime("CreatedAt", mail.CreatedAt);
        entity.PutTime("SentAt", mail.SentAt);
        entity.PutTime("TakenAt", mail.TakenAt);
        entity.PutTime("FailedAt", mail.FailedAt);
        entity["ReplyCode"] = mail.ReplyCode ?? 0;
        entity["Refused"] = mail.Refused;
    }

    /// <summary>A marker. One that cannot be understood belongs to no invitation, and so sends nothing.</summary>
    public static MailMarker Read(TableEntity row) => new()
    {
        Key = row.RowKey,
        ETag = row.ETag.ToString(),
        InvitationKey = row.Text("InvitationKey") ?? "",
        To = row.Text("To") == "admin" ? MailTo.Admin : MailTo.User,
        AdminTenantId = row.Text("AdminTenantId"),
        AdminUserKey = row.Text("AdminUserKey"),
        MailId = Guid.TryParse(row.Text("MailId"), out var id) ? id : Guid.Empty,
        CorrelationId = row.Text("CorrelationId") ?? "",
        CreatedAt = row.Time("CreatedAt") ?? default,
        SentAt = row.Time("SentAt") ?? default,
        TakenAt = row.Time("TakenAt"),
        FailedAt = row.Time("FailedAt"),
        ReplyCode = row.TryGetValue("ReplyCode", out var code) && code is int and not 0 ? (int)code : null,
        Refused = row.Flag("Refused"),
    };
}
