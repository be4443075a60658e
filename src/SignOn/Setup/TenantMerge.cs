namespace SignOn;

/// <summary>A column that two admins see differently.</summary>
/// <param name="Column">The column.</param>
/// <param name="Base">What both began with.</param>
/// <param name="Theirs">What the other admin saved.</param>
/// <param name="Mine">What this admin wants.</param>
public sealed record TenantMerge(TenantColumn Column, string Base, string Theirs, string Mine)
{
    /// <inheritdoc cref="ThreeWay.IsMine"/>
    public bool? IsMine => ThreeWay.IsMine(Base, Theirs, Mine);

    /// <summary>Every column that at least one of them changed, in the order of the table.</summary>
    /// <param name="began">Column to value as both began.</param>
    /// <param name="theirs">Column to value as saved now.</param>
    /// <param name="mine">Column to value as wanted.</param>
    public static IReadOnlyList<TenantMerge> Compare(
        IReadOnlyDictionary<string, string> began, IReadOnlyDictionary<string, string> theirs, IReadOnlyDictionary<string, string> mine) =>
    [
        .. from column in TenantColumnTable.All
           where !TenantColumnTable.IsKept(column)
           let merge = new TenantMerge(
               column, began.GetValueOrDefault(column.Name, ""), theirs.GetValueOrDefault(column.Name, ""), mine.GetValueOrDefault(column.Name, ""))
           where merge.Theirs != merge.Base || merge.Mine != merge.Base
           select merge,
    ];
}
