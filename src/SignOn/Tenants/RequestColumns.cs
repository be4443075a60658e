using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>Reads what a row says about our requests.</summary>
internal static class RequestColumns
{
    // A request in an address has to fit into it.
    private const int MaxContexts = 16;
    private const int MaxContextLength = 256;

    public static RequestBinding ReadBinding(TenantRowReader reader)
    {
        switch (reader.Text(Columns.RequestBinding).ToLowerInvariant())
        {
            case "redirect":
                return RequestBinding.Redirect;
            case "post":
                return RequestBinding.Post;
            case var other:
                reader.Fail(Columns.RequestBinding, $"'{TenantRowReader.Quote(other)}' is no such binding.");
                return RequestBinding.Redirect;
        }
    }

    public static IReadOnlyList<string> ReadContexts(TenantRowReader reader, TenantColumn column)
    {
        var contexts = reader.List(column);
        if (contexts.Count > MaxContexts)
        {
            reader.Fail(column, $"It has {contexts.Count} values.");
        }

        foreach (var context in contexts.Where(c => !IsUri(c)))
        {
            reader.Fail(column, $"'{TenantRowReader.Quote(context)}' is no URI of at most {MaxContextLength} characters.");
        }

        return contexts;
    }

    // saml-core-2.0-os 2.7.2.2: a class is an absolute URI.
    private static bool IsUri(string text) =>
        text.Length <= MaxContextLength && text.All(c => c is > ' ' and < '\u007f') && Uri.TryCreate(text, UriKind.Absolute, out _);
}
