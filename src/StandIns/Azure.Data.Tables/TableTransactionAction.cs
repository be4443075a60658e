namespace Azure.Data.Tables;

/// <summary>One of the 1 to 100 writes of a transaction. All of a transaction's rows share one partition key.</summary>
public class TableTransactionAction
{
    /// <summary>An action that matches any version of the row.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The row to do it with.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action that matches one version of the row.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The row to do it with.</param>
    /// <param name="etag">The version that an update or deletion must meet. Adds and upserts ignore it.</param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The row to do it with.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version that an update or deletion must meet; the default value means any.</summary>
    public ETag ETag { get; }
}
