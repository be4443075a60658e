using Azure.Data.Tables;

namespace AzureAdapters;

/// <summary>Filters that the service answers from its index, without looking at other rows.</summary>
internal static class Ranges
{
    public static string Partition(string partition) => TableClient.CreateQueryFilter($"PartitionKey eq {partition}");

    /// <summary>The rows of a partition whose keys begin with <paramref name="prefix"/>, which must end with '-'.</summary>
    public static string Prefix(string partition, string prefix)
    {
        // '.' follows '-'.
        var end = prefix[..^1] + ".";
        return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {end}");
    }

    /// <summary>The same from behind a key on; null for all of them.</summary>
    public static string PrefixAfter(string partition, string prefix, string? after)
    {
        var from = string.CompareOrdinal(after, prefix) > 0 ? after : prefix;
        var end = prefix[..^1] + ".";
        return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {end}");
    }

    public static string Rows(string partition, string from, string before) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {before}");
}
