namespace Azure.Data.Tables;

/// <summary>Fetches pages one after another while the service gives a continuation token.</summary>
/// <param name="fetch">Fetches the page at a token (<see langword="null"/>: the first) with at most so many items.</param>
/// <param name="defaultPageSize">The most items of a page where the caller of <see cref="AsPages"/> names no number.</param>
internal sealed class Pages<T>(Func<string, int?, Task<Page<T>>> fetch, int? defaultPageSize) : AsyncPageable<T>
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken, pageSizeHint ?? defaultPageSize);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}
