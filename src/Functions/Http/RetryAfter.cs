using System.Globalization;

namespace Functions.Http;

/// <summary>The Retry-After header (RFC 9110 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>Whole seconds, rounded up, at least one.</summary>
    /// <param name="wait">How long to wait.</param>
    public static string Seconds(TimeSpan wait) => Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
}
