using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>How rows of table <c>Users</c> look.</summary>
internal static class UserRows
{
    private const string Kind = "Kind";

    /// <summary>What a list reads: what the product itself knows of users and addresses, and none of the columns of others.</summary>
    public static readonly string[] ListColumns =
    [
        "PartitionKey", "RowKey", Kind, "UserId", "Status", "Issuer", "Subject", "FirstName", "LastName", "DisplayName", "Email", "Roles", "Invited", "Disabled", "Target",
        "CreatedAt", "UpdatedAt", "ProvisionedAt", "AdminName", "Language", "IdeLanguage", "Profile", "RolesPolicy", "AdminRoles",
    ];


    public static TableEntity Write(string tenantId, UserRow row)
    {
        var entity = new TableEntity(tenantId, row.Key);
        switch (row)
        {
            case User user:
                WriteUser(entity, user);
                break;
            case Invitation invitation:
                entity[Kind] = "invitation";
                entity["UserId"] = invitation.UserId.ToString("D");
                entity["Email"] = invitation.Email;
                entity["Disabled"] = invitation.Disabled;
                entity.PutTime("CreatedAt", invitation.CreatedAt);
                entity.PutTime("MailedAt", invitation.MailedAt);
                WriteSettings(entity, invitation.Settings);
                break;
            case EmailIndex index:
                entity[Kind] = "index";
                entity["Target"] = index.Target;
                break;
            case PendingMarker marker:
                entity[Kind] = "pending";
                entity["UserKey"] = marker.UserKey;
                entity["CorrelationId"] = marker.CorrelationId;
                entity.PutTime("CreatedAt", marker.CreatedAt);
                entity.PutTime("SentAt", marker.SentAt);
                entity.PutTime("FailedAt", marker.FailedAt);
                entity["EndsSessions"] = marker.EndsSessions;
                break;
            case MailMarker mail:
                MailRows.Fill(entity, mail);
                break;
            default:
                throw new ArgumentException($"Rows of type {row.GetType().Name} are unknown here.", nameof(row));
        }

        return entity;
    }

    /// <summary>A user. Whatever a hand edit left unreadable makes the user disabled: a row that cannot be understood lets nobody in.</summary>
    public static User ReadUser(TableEntity row)
    {
        var readable = Guid.TryParse(row.Text("UserId"), out var id)
            & TryReadStatus(row.Text("Status"), out var status);
        return new User
        {
            Key = row.RowKey,
            ETag = row.ETag.ToString(),
            UserId = id,
            Status = readable ? status : UserStatus.Disabled,
            Issuer = row.Text("Issuer") ?? "",
            Subject = row.Text("Subject") ?? "",
            Facts = new UserFacts
            {
                FirstName = row.Text("FirstName"),
                LastName = row.Text("LastName"),
                DisplayName = row.Text("DisplayName"),
                Email = row.Text("Email"),
                Roles = row.List("Roles"),
            },
            Settings = ReadSettings(row),
            Invited = row.Flag("Invited"),
            CreatedAt = row.Time("CreatedAt") ?? default,
            UpdatedAt = row.Time("UpdatedAt") ?? default,
            ProvisionedAt = row.Time("ProvisionedAt"),
        };
    }

    /// <summary>An invitation or an index row. What cannot be understood is an index row that leads nowhere: it links nobody.</summary>
    public static EmailRow ReadEmail(TableEntity row) =>
        row.Text(Kind) == "invitation" && Guid.TryParse(row.Text("UserId"), out var id)
            ? new Invitation
            {
                Key = row.RowKey,
                ETag = row.ETag.ToString(),
                UserId = id,
                Email = row.Text("Email") ?? "",
                Disabled = row.Flag("Disabled", whenUnreadable: true),
                CreatedAt = row.Time("CreatedAt") ?? default,
                MailedAt = row.Time("MailedAt"),
                Settings = ReadSettings(row),
            }
            : new EmailIndex { Key = row.RowKey, ETag = row.ETag.ToString(), Target = row.Text("Target") ?? "" };

    public static PendingMarker ReadMarker(TableEntity row) => new()
    {
        Key = row.RowKey,
        ETag = row.ETag.ToString(),
        // The key itself says whose marker it is.
        UserKey = row.RowKey[UserKeys.ForPending("").Length..],
        CorrelationId = row.Text("CorrelationId") ?? "",
        CreatedAt = row.Time("CreatedAt") ?? default,
        SentAt = row.Time("SentAt") ?? default,
        FailedAt = row.Time("FailedAt"),
        EndsSessions = row.Flag("EndsSessions"),
    };

    /// <summary>Exact names only: Enum.TryParse would also take numbers, and lists of names.</summary>
    private static bool TryReadStatus(string? text, out UserStatus status)
    {
        (var known, status) = text?.Trim().ToLowerInvariant() switch
        {
            "pending" => (true, UserStatus.Pending),
            "active" => (true, UserStatus.Active),
            "disabled" => (true, UserStatus.Disabled),
            _ => (false, UserStatus.Disabled),
        };
        return known;
    }

    private static void WriteUser(TableEntity entity, User user)
    {
        entity[Kind] = "user";
        entity["UserId"] = user.UserId.ToString("D");
        entity["Status"] = user.Status.ToString().ToLowerInvariant();
        entity["Issuer"] = user.Issuer;
        entity["Subject"] = user.Subject;
        entity["FirstName"] = user.Facts.FirstName ?? "";
        entity["LastName"] = user.Facts.LastName ?? "";
        entity["DisplayName"] = user.Facts.DisplayName ?? "";
        entity["Email"] = user.Facts.Email ?? "";
        entity["Roles"] = Columns.ListText(user.Facts.Roles);
        entity["Invited"] = user.Invited;
        entity.PutTime("CreatedAt", user.CreatedAt);
        entity.PutTime("UpdatedAt", user.UpdatedAt);
        entity.PutTime("ProvisionedAt", user.ProvisionedAt);
        WriteSettings(entity, user.Settings);
    }

    private static void WriteSettings(TableEntity entity, UserSettings settings)
    {
        entity["AdminName"] = settings.DisplayName ?? "";
        entity["Language"] = settings.Language ?? "";
        entity["IdeLanguage"] = settings.IdeLanguage ?? "";
        entity["Profile"] = settings.Profile ?? "";
        entity["RolesPolicy"] = settings.RolesPolicy.ToString();
        entity["AdminRoles"] = Columns.ListText(settings.Roles);
    }

    private static UserSettings ReadSettings(TableEntity row) => new()
    {
        DisplayName = row.Text("AdminName"),
        Language = row.Text("Language"),
        IdeLanguage = row.Text("IdeLanguage"),
        Profile = row.Text("Profile"),
        // Unreadable means fixed, and so the fewer roles.
        RolesPolicy = row.Text("RolesPolicy") is not { } text || text.Equals("FromIdp", StringComparison.OrdinalIgnoreCase) ? RolesPolicy.FromIdp : RolesPolicy.Fixed,
        Roles = row.List("AdminRoles"),
    };
}
