namespace SignOn.Tests;

internal static class Test
{
    /// <summary>Cancelled when the test run is stopped.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;
}
