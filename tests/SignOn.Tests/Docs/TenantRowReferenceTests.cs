using TestSupport;

namespace SignOn.Tests.Docs;

public sealed class TenantRowReferenceTests
{
    private const string File = "docs/tenant-row.md";
    private const string Begin = "<!-- columns: written by TenantRowReferenceTests -->\n";
    private const string End = "<!-- end of columns -->";

    [Fact]
    public void The_reference_of_a_tenants_row_says_what_the_code_says()
    {
        var text = RepositoryDocs.Read(File);
        var (from, until) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var expected = text[..from] + Render() + text[until..];
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(Repository.PathOf(File), expected);
            return;
        }

        Assert.True(text == expected, $"{File} is out of date. Run: WRITE_DOCS=1 dotnet test tests/SignOn.Tests --filter TenantRowReferenceTests");
    }

    [Fact]
    public void The_example_of_an_invitations_key_is_the_one_that_the_code_computes() =>
        Assert.Contains(UserKeys.ForEmail("B.Simon@contoso.com"), RepositoryDocs.Read("docs/guides/entra-runmyprocess.md"), StringComparison.Ordinal);

    private static string Render() => "| column | holds | when empty | whose | meaning | what to write |\n|---|---|---|---|---|---|\n" + string.Concat(TenantColumnTable.All.Select(Row));

    private static string Row(TenantColumn column)
    {
        var absent = column.Default switch
        {
            null => "**must be filled**",
            "" => "nothing",
            var value => $"`{value}`",
        };
        var owner = TenantColumnTable.IsKept(column) ? "ours" : TenantColumnTable.IsCustomers(column) ? "customer's" : "operator's";
        return $"| `{column.Name}` | {Kind(column.Kind)} | {absent} | {owner} | {column.Meaning} | {column.Mend} |\n";
    }

    private static string Kind(TenantColumnKind kind) => kind switch
    {
        TenantColumnKind.Text => "text",
        TenantColumnKind.Flag => "true or false",
        TenantColumnKind.Number => "whole number",
        TenantColumnKind.Url => "URL",
        TenantColumnKind.List => "list",
        TenantColumnKind.Map => "pairs",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
