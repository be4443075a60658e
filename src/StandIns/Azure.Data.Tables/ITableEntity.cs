namespace Azure.Data.Tables;

/// <summary>A row of a table: its two keys and the two properties that the service maintains.</summary>
public interface ITableEntity
{
    /// <summary>The partition key: 0 to 1024 characters; rows with the same one can be written in one transaction.</summary>
    string PartitionKey { get; set; }

    /// <summary>The row key: 0 to 1024 characters, unique within the partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last wrote the row. Ignored when a row is sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version of the row, for optimistic concurrency.</summary>
    ETag ETag { get; set; }
}
