using System.Diagnostics;

namespace SignOn;

/// <summary>Follows one sign-out or one logout message: trace and outcome.</summary>
internal sealed class LogoutMeasure(string activityName, bool idpInitiated) : IDisposable
{
    /// <summary>The session here ended, and no answer will come.</summary>
    public const string Local = "local";

    /// <summary>The session here ended, and the IdP was asked to end its own.</summary>
    public const string Requested = "requested";

    private readonly Activity? _activity = SignOnActivities.Logout(activityName);
    private bool _idpInitiated = idpInitiated;

    public void FoundTenant(string tenantId) => _activity.SetTenant(tenantId);

    /// <summary>The message turned out to answer a sign-out that started here.</summary>
    public void IsAnswer() => _idpInitiated = false;

    public void Answered(LogoutOutcome outcome) => Answered(outcome switch
    {
        LogoutOutcome.Obeyed => SignOnMetrics.Accepted,
        LogoutOutcome.Ask => "asked",
        LogoutOutcome.Returned { IsComplete: true } => "complete",
        LogoutOutcome.Returned => "partial",
        LogoutOutcome.Refused refused => refused.Refusal.Code,
        _ => "unsolicited",
    });

    public void Answered(string outcome)
    {
        _activity.SetOutcome(outcome);
        SignOnMetrics.CountLogout(outcome, _idpInitiated);
    }

    public void Failed(Exception exception)
    {
        _activity.SetFailed(exception);
        Answered(SignOnMetrics.Failed);
    }

    public void Dispose() => _activity?.Dispose();
}
