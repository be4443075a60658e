using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SignOn;

/// <summary>
/// The domain's metrics. Tags come from closed lists, so that there are few series; none names a tenant or a person
/// (docs/decisions/0031-telemetry.md).
/// </summary>
public static class SignOnMetrics
{
    /// <summary>The name to listen to.</summary>
    public const string MeterName = "SignOn";

    internal const string Accepted = "accepted";
    internal const string NobodySignedIn = "nobody_signed_in";
    internal const string Failed = "failed";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>(
        "signon.sign_ins", "{sign_in}", "Responses of IdPs that were answered, by outcome: 'accepted', 'nobody_signed_in' (a question in passing), 'failed' (an outage or a bug), or the code of the refusal.");

    private static readonly Counter<long> Logouts = Meter.CreateCounter<long>(
        "signon.logouts", "{logout}", "Sign-outs and logout messages, by outcome.");

    private static readonly Histogram<double> VerificationDuration = Meter.CreateHistogram(
        "signon.verification.duration", "s", "How long the engine took to verify a response.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25] });

    private static readonly Histogram<int> StorageOperations = Meter.CreateHistogram(
        "signon.storage.operations", "{operation}", "Requests to storage that one response caused, repeated ones included.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [0, 1, 2, 3, 4, 5, 6, 8, 12, 20] });

    private static readonly Histogram<double> ProvisioningLag = Meter.CreateHistogram(
        "signon.provisioning.lag", "s", "From a person's first sign-in until the account is ready.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 14400] });

    private static readonly Counter<long> Resent = Meter.CreateCounter<long>(
        "signon.provisioning.resent", "{message}", "Messages sent again for users who waited too long.");

    private static readonly Counter<long> Poisoned = Meter.CreateCounter<long>(
        "signon.provisioning.poisoned", "{message}", "Messages that failed several times, by whether they could be read.");

    /// <summary>Counts a message of the poison queue.</summary>
    /// <param name="readable">Whether it names a user; one that does not stays in the queue and is counted at each visit.</param>
    public static void CountPoisoned(bool readable) => Poisoned.Add(1, new KeyValuePair<string, object?>("signon.readable", readable));

    internal static bool CountsStorage => StorageOperations.Enabled;

    internal static void CountSignIn(string outcome, bool? idpInitiated) => SignIns.Add(
        1,
        new KeyValuePair<string, object?>("signon.outcome", outcome),
        new KeyValuePair<string, object?>("signon.initiator", idpInitiated switch { true => "idp", false => "sp", null => "unknown" }));

    internal static void CountLogout(string outcome, bool idpInitiated) => Logouts.Add(
        1,
        new KeyValuePair<string, object?>("signon.outcome", outcome),
        new KeyValuePair<string, object?>("signon.initiator", idpInitiated ? "idp" : "sp"));

    internal static void RecordVerification(long startedAt) => VerificationDuration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);

    internal static void RecordStorageOperations(int count, string outcome) =>
        StorageOperations.Record(count, new KeyValuePair<string, object?>("signon.outcome", outcome));

    internal static void RecordProvisioningLag(TimeSpan lag) => ProvisioningLag.Record(Math.Max(0, lag.TotalSeconds));

    internal static void CountResent(int messages) => Resent.Add(messages);
}
