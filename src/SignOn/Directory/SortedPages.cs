namespace SignOn;

/// <summary>Cuts pages out of what is sorted after it was read. Where a page ends is the sort key of its last line, so lines that come and go meanwhile hide no other.</summary>
internal static class SortedPages
{
    /// <summary>Cuts a page.</summary>
    /// <param name="all">All lines, in any order.</param>
    /// <param name="key">What sorts a line and tells it from all others.</param>
    /// <param name="after">The continuation of the page before; null for the first page.</param>
    /// <param name="size">Lines of a page.</param>
    /// <returns>The lines, and where the next page begins; null when there is none.</returns>
    public static (IReadOnlyList<T> Lines, string? Next) Cut<T>(IEnumerable<T> all, Func<T, string> key, string? after, int size)
    {
        var rest = all.Select(line => (Line: line, Key: key(line))).Where(l => string.CompareOrdinal(l.Key, after) > 0).OrderBy(l => l.Key, StringComparer.Ordinal).Take(size + 1).ToList();
        return ([.. rest.Take(size).Select(l => l.Line)], rest.Count > size ? rest[size - 1].Key : null);
    }
}
