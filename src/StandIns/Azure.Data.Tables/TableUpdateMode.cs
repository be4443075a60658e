namespace Azure.Data.Tables;

/// <summary>What an update does to the properties that it does not name.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay.</summary>
    Merge,

    /// <summary>They are removed.</summary>
    Replace,
}
