using Functions.Html;
using SignOn;

namespace Functions.Manage.Parts;

/// <summary>
/// The hidden field of a form that makes something with a secret. It carries the new thing's id: a form that comes in twice, by a double click or because somebody
/// loads the answer again, meets its own row and makes nothing more.
/// </summary>
internal static class Once
{
    /// <summary>The field's name.</summary>
    public const string Field = "once";

    /// <summary>The field, with another id each time.</summary>
    public static KeyValuePair<string, string> Next() => new(Field, GrantIds.New());

    /// <summary>Its markup.</summary>
    public static Markup Render() => ManageForm.Hidden(Next());
}
