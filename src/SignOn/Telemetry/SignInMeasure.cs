using System.Diagnostics;

namespace SignOn;

/// <summary>Follows one response of an IdP from its arrival to its answer: trace, outcome, requests to storage.</summary>
internal sealed class SignInMeasure : IDisposable
{
    private readonly Activity? _activity = SignOnActivities.Accept();
    private readonly StorageCalls.Counter? _calls = SignOnMetrics.CountsStorage ? StorageCalls.Begin() : null;

    public void FoundTenant(string tenantId) => _activity.SetTenant(tenantId);

    public void Answered(AcceptOutcome outcome)
    {
        switch (outcome)
        {
            case AcceptOutcome.SignedIn signedIn:
                Record(SignOnMetrics.Accepted, signedIn.Answered is null);
                break;
            case AcceptOutcome.NobodySignedIn:
                Record(SignOnMetrics.NobodySignedIn, idpInitiated: false);
                break;
            case AcceptOutcome.Refused refused:
                Record(refused.Refusal.Code, refused.IdpInitiated);
                break;
        }
    }

    public void Failed(Exception exception)
    {
        _activity.SetFailed(exception);
        Record(SignOnMetrics.Failed, null);
    }

    public void Dispose() => _activity?.Dispose();

    private void Record(string outcome, bool? idpInitiated)
    {
        _activity.SetOutcome(outcome);
        SignOnMetrics.CountSignIn(outcome, idpInitiated);
        if (_calls is not null)
        {
            SignOnMetrics.RecordStorageOperations(_calls.Count, outcome);
        }
    }
}
