namespace AzureAdapters.Tests;

internal static class Test
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Cancelled when the test run is stopped.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A tenant, and so a partition, of this test alone.</summary>
    public static string NewTenant() => "t" + Guid.NewGuid().ToString("N")[..16];

    public static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
