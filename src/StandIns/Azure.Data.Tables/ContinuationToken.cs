namespace Azure.Data.Tables;

/// <summary>The place of the next row, which the service gives in two headers, as one text.</summary>
internal static class ContinuationToken
{
    public static string From(Response response)
    {
        var headers = response.Headers;
        var hasPartition = headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey);
        var hasRow = headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey);
        return hasPartition || hasRow ? $"{partitionKey} {rowKey}" : null;
    }

    // The service's parts hold no space. The row's part may be missing, and must then not be sent either.
    public static (string PartitionKey, string RowKey) Parse(string token)
    {
        if (token is null || token.Length <= 1)
        {
            return (null, null);
        }

        var space = token.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (token, null) : (token[..space], space == token.Length - 1 ? null : token[(space + 1)..]);
    }
}
