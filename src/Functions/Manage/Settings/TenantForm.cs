using System.Text.Json;
using SignOn;

namespace Functions.Manage.Settings;

/// <summary>
/// A tenant's settings in a form: what they were when the form was made, and what they shall be. The form carries the former, so that
/// two admins' changes can be told apart without storing anything.
/// </summary>
/// <param name="ETag">The version that the form was made from; empty for a new tenant.</param>
/// <param name="Base">Column to value as the form was made.</param>
/// <param name="Values">Column to value as wanted.</param>
internal sealed record TenantForm(string ETag, IReadOnlyDictionary<string, string> Base, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The field of the version.</summary>
    public const string ETagField = "etag";

    /// <summary>The field of <see cref="Base"/>.</summary>
    public const string BaseField = "base";

    /// <summary>The field of what one wanted, on the page that brings two together.</summary>
    public const string MineField = "mine";

    private const string PickPrefix = "pick-";

    /// <summary>Columns for which nobody chose between two values, on the page that brings them together.</summary>
    public IReadOnlyList<string> Undecided { get; private init; } = [];

    /// <summary>A form for a tenant's row.</summary>
    /// <param name="row">The row.</param>
    public static TenantForm Of(TenantColumns row)
    {
        var values = Editable().Select(c => KeyValuePair.Create(c.Name, TenantText.Of(row, c.Name))).Where(v => v.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
        return new TenantForm(row.ETag ?? "", values, values);
    }

    /// <summary>A form as posted. A field that is missing stays as it was.</summary>
    /// <param name="visit">The request.</param>
    public static TenantForm Of(ManageVisit visit)
    {
        var (began, mine) = (Read(visit.Field(BaseField)), Read(visit.Field(MineField)));
        var values = new Dictionary<string, string>(began, StringComparer.Ordinal);
        var undecided = new List<string>();
        foreach (var column in Editable())
        {
            if (visit.Form.ContainsKey(column.Name))
                values[column.Name] = TenantText.Of(visit.Field(column.Name));
            if (!mine.TryGetValue(column.Name, out var wanted))
                continue;
            var pick = visit.Field(PickField(column));
            if (pick != "theirs")
                values[column.Name] = wanted;
            if (pick is not ("mine" or "theirs"))
                undecided.Add(column.Name);
        }

        return new TenantForm(visit.Field(ETagField), began, values) { Undecided = undecided };
    }

    /// <summary>The columns that a form has.</summary>
    public static IEnumerable<TenantColumn> Editable() => TenantColumnTable.All.Where(c => !TenantColumnTable.IsKept(c));

    /// <summary>The name of the field that chooses between two values.</summary>
    /// <param name="column">The column.</param>
    public static string PickField(TenantColumn column) => PickPrefix + column.Name;

    /// <summary>Values for a hidden field.</summary>
    /// <param name="values">Column to value.</param>
    public static string Write(IReadOnlyDictionary<string, string> values) => JsonSerializer.Serialize(new(values), AppJson.Default.DictionaryStringString);

    /// <summary>A column's value as wanted; empty for none.</summary>
    /// <param name="column">The column.</param>
    public string ValueOf(TenantColumn column) => Values.GetValueOrDefault(column.Name, "");

    /// <summary>What is to be changed.</summary>
    public IReadOnlyDictionary<string, object> Changes() =>
        Editable().Where(c => ValueOf(c) != Base.GetValueOrDefault(c.Name, "")).ToDictionary(c => c.Name, c => TenantText.ToValue(c, ValueOf(c)), StringComparer.Ordinal);

    private static Dictionary<string, string> Read(string json)
    {
        try
        {
            return json.Length == 0 ? [] : JsonSerializer.Deserialize(json, AppJson.Default.DictionaryStringString) ?? [];
        }
        catch (JsonException)
        {
            // Not made by us. The version still guards the row.
            return [];
        }
    }
}
