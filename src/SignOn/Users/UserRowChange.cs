namespace SignOn;

/// <summary>One change in a transaction on a tenant's users: one of the three nested types.</summary>
public abstract record UserRowChange
{
    private UserRowChange()
    {
    }

    /// <summary>Adds a row; the transaction fails when its key exists.</summary>
    /// <param name="Row">The row.</param>
    public sealed record Insert(UserRow Row) : UserRowChange;

    /// <summary>Writes a row; the transaction fails when it is no longer the one that was read (<see cref="UserRow.ETag"/>).</summary>
    /// <param name="Row">The row; its key may hold another kind of row until now.</param>
    public sealed record Replace(UserRow Row) : UserRowChange;

    /// <summary>Deletes a row where there is one.</summary>
    /// <param name="Key">Its key.</param>
    public sealed record Delete(string Key) : UserRowChange
    {
        /// <summary>Deletes a row as it was read; the transaction fails when it is another by now. Gone already is as good as deleted.</summary>
        /// <param name="read">The row.</param>
        public Delete(UserRow read)
            : this(read.Key) => ETag = read.ETag ?? throw new ArgumentException("A row can only be deleted after it was read: it has no ETag.", nameof(read));

        /// <summary>The version that was read. Null only where another row in the same transaction, whose version counts, changes together with this one.</summary>
        public string? ETag { get; }
    }
}
