using System.Text.Json;
using System.Text.Json.Nodes;
using SignOn;

namespace Functions.Manage;

/// <summary>A tenant's settings as JSON: flags as booleans, numbers as numbers, all others as text.</summary>
internal static class ApiSettings
{
    /// <summary>The filled columns of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="kept">Whether those that the product itself keeps, or those that admins write.</param>
    public static JsonObject Write(TenantColumns row, bool kept)
    {
        var json = new JsonObject();
        foreach (var column in TenantColumnTable.All.Where(c => TenantColumnTable.IsKept(c) == kept))
        {
            // A hand edit that broke a flag is shown as the text that it is.
            if (TenantText.Of(row, column.Name) is { Length: > 0 } text)
            {
                json[column.Name] = TenantText.ToValue(column, text) switch
                {
                    bool flag => JsonValue.Create(flag),
                    int number => JsonValue.Create(number),
                    var other => JsonValue.Create((string)other),
                };
            }
        }

        return json;
    }

    /// <summary>Reads settings. Null stands for the default.</summary>
    /// <param name="settings">The member <c>settings</c> of the body.</param>
    /// <param name="errors">What cannot be read.</param>
    public static Dictionary<string, object> Read(JsonElement settings, List<ApiColumnError> errors)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var member in settings.EnumerateObject())
        {
            var column = TenantColumnTable.All.FirstOrDefault(c => c.Name == member.Name);
            if (column is null || TenantColumnTable.IsKept(column))
                errors.Add(new ApiColumnError(member.Name, column is null ? "There is no such setting. Names are compared exactly." : "The product itself keeps it; leave it out."));
            else if (member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
                errors.Add(new ApiColumnError(member.Name, $"It must be a text, a number, true, false or null. {column.Mend}"));
            else
                values[column.Name] = member.Value.ValueKind == JsonValueKind.Null ? "" : TenantText.ToValue(column, member.Value.ToString());
        }

        return values;
    }

    /// <summary>The settings that replace all of a row's that a key may change: what is not named takes its default.</summary>
    /// <param name="values">What is named.</param>
    /// <param name="key">The key.</param>
    public static Dictionary<string, object> Whole(IReadOnlyDictionary<string, object> values, Admin.ApiKey key) =>
        TenantColumnTable.All
            .Where(c => values.ContainsKey(c.Name) || (!TenantColumnTable.IsKept(c) && (key.TenantId is null || TenantColumnTable.IsCustomers(c))))
            .ToDictionary(c => c.Name, c => values.GetValueOrDefault(c.Name, ""), StringComparer.Ordinal);
}
