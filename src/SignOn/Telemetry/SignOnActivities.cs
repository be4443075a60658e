using System.Diagnostics;

namespace SignOn;

/// <summary>The domain's traces. Without a listener nothing is made, and asking costs a few nanoseconds.</summary>
public static class SignOnActivities
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "SignOn";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Start() => Source.StartActivity("signon.start");

    internal static Activity? Accept() => Source.StartActivity("signon.accept");

    internal static Activity? Logout(string name) => Source.StartActivity(name);

    internal static Activity? Verify() => Source.StartActivity("signon.verify");

    /// <summary>The first round of storage: is the response new, and who is it about?</summary>
    internal static Activity? Admit() => Source.StartActivity("signon.admit");

    /// <summary>The last round of storage: session and audit line.</summary>
    internal static Activity? Commit() => Source.StartActivity("signon.commit");

    /// <summary>Provisioning is a trace of its own, linked to the sign-in's: it may come hours later, and more than once.</summary>
    internal static Activity? Provision(string? signInTrace)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityLink[]? links = ActivityContext.TryParse(signInTrace, null, isRemote: true, out var signIn) ? [new ActivityLink(signIn)] : null;
        return Source.StartActivity("signon.provision", ActivityKind.Consumer, default(ActivityContext), null, links);
    }

    /// <summary>The trace that is under way, as W3C Trace Context writes it; null where nothing is recorded.</summary>
    internal static string? Parent() => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    // The tenant's id names a customer, not a person. It is on traces, as in the log, and never on metrics.
    internal static void SetTenant(this Activity? activity, string tenantId) => activity?.SetTag("signon.tenant", tenantId);

    internal static void SetOutcome(this Activity? activity, string outcome) => activity?.SetTag("signon.outcome", outcome);

    /// <summary>Marks the step as failed, by the kind of failure alone: messages of exceptions may say more than a trace should.</summary>
    internal static void SetFailed(this Activity? activity, Exception exception)
    {
        activity?.SetTag("error.type", exception.GetType().FullName);
        activity?.SetStatus(ActivityStatusCode.Error);
    }
}
