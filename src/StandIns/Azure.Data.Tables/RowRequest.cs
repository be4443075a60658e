using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>One write of one row, as it is sent alone or as a part of a transaction.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the account's endpoint, escaped.</param>
/// <param name="IfMatch">The version to meet, <c>*</c> for any, or <see langword="null"/> to write whether or not the row exists.</param>
/// <param name="Body">The row to send, or <see langword="null"/>.</param>
internal readonly record struct RowRequest(RequestMethod Method, string Path, string IfMatch, TableEntity Body)
{
    public static RowRequest Add(string table, ITableEntity entity) => new(RequestMethod.Post, "/" + table, null, Checked(entity));

    public static RowRequest Upsert(string table, ITableEntity entity, TableUpdateMode mode) => Write(table, entity, mode, null);

    public static RowRequest Update(string table, ITableEntity entity, TableUpdateMode mode, ETag ifMatch) =>
        Write(table, entity, mode, ifMatch.ToString());

    public static RowRequest Delete(string table, string partitionKey, string rowKey, ETag ifMatch)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var version = ifMatch == default ? ETag.All : ifMatch;
        return new(RequestMethod.Delete, RowPath(table, partitionKey, rowKey), version.ToString(), null);
    }

    public static RowRequest Of(string table, TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => Add(table, action.Entity),
        TableTransactionActionType.UpdateMerge => UpdateInTransaction(table, action, TableUpdateMode.Merge),
        TableTransactionActionType.UpdateReplace => UpdateInTransaction(table, action, TableUpdateMode.Replace),
        TableTransactionActionType.UpsertMerge => Upsert(table, action.Entity, TableUpdateMode.Merge),
        TableTransactionActionType.UpsertReplace => Upsert(table, action.Entity, TableUpdateMode.Replace),
        TableTransactionActionType.Delete => Delete(table, action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        _ => throw new InvalidOperationException($"There is no transaction action {action.ActionType}."),
    };

    public static string RowPath(string table, string partitionKey, string rowKey) =>
        $"/{table}(PartitionKey='{Key(partitionKey)}',RowKey='{Key(rowKey)}')";

    // Without a version the official client sends no If-Match at all, which the service takes as an upsert: kept, or code that
    // passes here would behave otherwise when deployed.
    private static RowRequest UpdateInTransaction(string table, TableTransactionAction action, TableUpdateMode mode) =>
        Write(table, action.Entity, mode, action.ETag == default ? null : action.ETag.ToString());

    private static RowRequest Write(string table, ITableEntity entity, TableUpdateMode mode, string ifMatch)
    {
        var body = Checked(entity);
        var method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"There is no update mode {mode}.", nameof(mode)),
        };
        return new(method, RowPath(table, body.PartitionKey, body.RowKey), ifMatch, body);
    }

    private static string Key(string key) => Uri.EscapeDataString(QueryFilter.Escape(key));

    private static TableEntity Checked(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
        return entity as TableEntity ?? throw Row.NotSupported(entity.GetType());
    }
}
