using Azure.Data.Tables;
using SignOn;

namespace EndToEnd.Tests.Harness;

/// <summary>What an admin does in the table of users.</summary>
public static class Admin
{
    /// <summary>Makes a user who may sign in from then on, known by the address alone.</summary>
    public static async Task InviteAsync(
        AppUnderTest app, TestTenant tenant, string email, string name = "", string language = "", string ideLanguage = "", string profile = "", bool disabled = false)
    {
        var users = app.Tables.GetTableClient("Users");
        await users.CreateIfNotExistsAsync();
        await users.AddEntityAsync(new TableEntity(tenant.Id, UserKeys.ForEmail(email))
        {
            ["Kind"] = "invitation",
            ["UserId"] = Guid.NewGuid().ToString("D"),
            ["Email"] = email,
            ["Disabled"] = disabled,
            ["CreatedAt"] = DateTimeOffset.UtcNow,
            ["AdminName"] = name,
            ["Language"] = language,
            ["IdeLanguage"] = ideLanguage,
            ["Profile"] = profile,
            ["RolesPolicy"] = "FromIdp",
            ["AdminRoles"] = "",
        });
    }

    /// <summary>Edits a user's row by hand.</summary>
    public static async Task EditUserAsync(AppUnderTest app, TestTenant tenant, string column, object value)
    {
        var user = Assert.Single(await tenant.UsersAsync());
        var change = new TableEntity(user.PartitionKey, user.RowKey) { [column] = value };
        await app.Tables.GetTableClient("Users").UpdateEntityAsync(change, user.ETag, TableUpdateMode.Merge);
    }
}
