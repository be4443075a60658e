namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does.</summary>
public enum TableTransactionActionType
{
    /// <summary>Adds the row; it must not exist.</summary>
    Add,

    /// <summary>Changes the named properties; the row must exist and match the ETag.</summary>
    UpdateMerge,

    /// <summary>Replaces the row; it must exist and match the ETag.</summary>
    UpdateReplace,

    /// <summary>Removes the row; it must exist and match the ETag.</summary>
    Delete,

    /// <summary>Adds the row, or changes the named properties of the one that is there.</summary>
    UpsertMerge,

    /// <summary>Adds the row, or replaces the one that is there.</summary>
    UpsertReplace,
}
