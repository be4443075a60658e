using Functions.Manage;
using Functions.Manage.Settings;
using Microsoft.Extensions.Primitives;
using SignOn;

namespace Functions.Tests.Manage;

public sealed class TenantFieldsTests
{
    private static readonly TenantForm Empty = TenantForm.Of(new TenantColumns(new Dictionary<string, object>()));

    [Fact]
    public void Every_column_that_an_admin_writes_has_one_labelled_field_with_its_help()
    {
        var html = string.Concat(TenantFields.Render(Empty, [], isNew: false).Select(m => m.ToString()));

        foreach (var column in TenantForm.Editable())
        {
            Assert.Equal(2, html.Split($"name=\"{column.Name}\"").Length);
            Assert.Contains($"<label for=\"{column.Name}\">{TenantFields.LabelOf(column.Name)}</label>", html, StringComparison.Ordinal);
            Assert.Contains($"(Column {column.Name}.)", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_column_is_left_over_for_the_last_group() =>
        Assert.DoesNotContain("<summary>More</summary>", string.Concat(TenantFields.Render(Empty, [], isNew: false).Select(m => m.ToString())), StringComparison.Ordinal);

    [Fact]
    public void Every_choice_is_one_that_the_parser_takes() => Assert.All(
        TenantColumnTable.All.SelectMany(c => TenantColumnTable.ChoicesOf(c).Select(v => (Column: c, Value: v))),
        choice => Assert.DoesNotContain(
            TenantDraft.Of("contoso", new TenantColumns(new Dictionary<string, object> { [choice.Column.Name] = choice.Value }), new Uri("https://sso.example.com")).Errors,
            e => e.Column == choice.Column.Name));

    [Theory]
    [InlineData("IdpSsoUrl", "IdP sign-on URL")]
    [InlineData("SpEntityId", "SP entity ID")]
    [InlineData("EmailDomains", "E-mail domains")]
    [InlineData("Enabled", "Enabled")]
    [InlineData("RequestedAuthnContexts", "Requested authentication contexts")]
    public void A_columns_name_becomes_words(string column, string label) => Assert.Equal(label, TenantFields.LabelOf(column));

    [Fact]
    public void A_form_that_lacks_a_field_changes_nothing_there_and_a_made_up_field_is_not_read()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["DisplayName"] = "a", ["JustInTime"] = false, ["LandingUrl"] = "/x" }, "e");
        var form = TenantForm.Of(row);
        var visit = Visit(("etag", form.ETag), ("base", TenantForm.Write(form.Base)), ("DisplayName", "b"), ("LandingUrl", ""), ("IdpMetadataError", "x"), ("PartitionKey", "x"));

        var changes = TenantForm.Of(visit).Changes();

        Assert.Equal([new("DisplayName", "b"), new KeyValuePair<string, object>("LandingUrl", "")], changes);
    }

    [Fact]
    public void Line_breaks_of_browsers_are_no_change()
    {
        var row = new TenantColumns(new Dictionary<string, object> { ["IdpCertificates"] = "a\n\nb" }, "e");
        var form = TenantForm.Of(row);

        Assert.Empty(TenantForm.Of(Visit(("etag", "e"), ("base", TenantForm.Write(form.Base)), ("IdpCertificates", "a\r\n\r\nb\r\n"))).Changes());
    }

    [Theory]
    [InlineData("mine", "b", false)]
    [InlineData("theirs", "t", false)]
    [InlineData("", "b", true)]
    [InlineData("both", "b", true)]
    public void Who_brings_two_changes_together_must_choose(string pick, string value, bool isUndecided)
    {
        var form = TenantForm.Of(Visit(("etag", "e"), ("base", """{"DisplayName":"t"}"""), ("mine", """{"DisplayName":"b"}"""), ("pick-DisplayName", pick)));

        Assert.Equal(value, form.Values["DisplayName"]);
        Assert.Equal(isUndecided, form.Undecided.Count == 1);
    }

    [Fact]
    public void A_base_that_is_not_ours_is_no_base() => Assert.Empty(TenantForm.Of(Visit(("base", "{not json"))).Base);

    [Fact]
    public void A_value_that_no_choice_offers_is_shown_so_that_it_can_be_mended()
    {
        var form = TenantForm.Of(new TenantColumns(new Dictionary<string, object> { ["JustInTime"] = "perhaps" }));

        Assert.Contains("<option value=\"perhaps\" selected>", string.Concat(TenantFields.Render(form, [], isNew: false).Select(m => m.ToString())), StringComparison.Ordinal);
    }

    private static ManageVisit Visit(params (string Name, string Value)[] fields) =>
        new(null, null, "contoso", fields.ToDictionary(f => f.Name, f => new StringValues(f.Value)), "c");
}
