using System.Globalization;
using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;
using SignOn;

namespace AzureAdapters;

/// <summary>Tells an outage, which passes, from a bug, which does not.</summary>
internal static class Outage
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(60);

    /// <summary>The domain's exception for <paramref name="exception"/>; null when that is no outage.</summary>
    public static StorageUnavailableException? From(string what, Exception exception, CancellationToken cancellationToken) => exception switch
    {
        // A 409, yet no conflict of rows: the table comes back when the service has finished deleting it.
        RequestFailedException e when e.ErrorCode == TableErrorCode.TableBeingDeleted =>
            new StorageUnavailableException($"{what} is being deleted.", DefaultRetryAfter, e),
        // Status 0: no answer at all. 401 and 403: the identity lacks its role, as it does for minutes after a deployment.
        RequestFailedException { Status: 0 or 401 or 403 or 408 or 429 or >= 500 } e =>
            new StorageUnavailableException($"{what} is unavailable: {Describe(e)}", RetryAfter(e), e),
        // The retries of Azure.Core throw this when each of them failed in a way of its own.
        AggregateException e when e.InnerExceptions.Count > 0 && e.InnerExceptions.All(i => From(what, i, cancellationToken) is not null) =>
            new StorageUnavailableException($"{what} is unavailable: several attempts failed, the last with: {e.InnerExceptions[^1].Message}", DefaultRetryAfter, e),
        // Not the caller who went away, but the time limit of one attempt.
        OperationCanceledException when !cancellationToken.IsCancellationRequested =>
            new StorageUnavailableException($"{what} did not answer in time.", DefaultRetryAfter, exception),
        AuthenticationFailedException =>
            new StorageUnavailableException($"{what} cannot be used, because the app's identity gets no token: {exception.Message}", DefaultRetryAfter, exception),
        HttpRequestException or IOException =>
            new StorageUnavailableException($"{what} is unavailable: {exception.Message}", DefaultRetryAfter, exception),
        _ => null,
    };

    private static string Describe(RequestFailedException e) => e.Status switch
    {
        0 => "it cannot be reached.",
        401 or 403 => $"it refuses the app's identity ({e.Status} {e.ErrorCode}). Check the identity's role assignments.",
        429 or 503 => $"it throttles ({e.Status} {e.ErrorCode}).",
        _ => $"it answered {e.Status} {e.ErrorCode}.",
    };

    private static TimeSpan RetryAfter(RequestFailedException e) =>
        e.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestRetryAfter.TotalSeconds))
            : DefaultRetryAfter;
}
