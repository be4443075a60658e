using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Saml;

namespace SignOn;

/// <summary>Writes the audit trail and the log, both without anything personal.</summary>
internal sealed partial class SignInTrail(ISignInLog log, TimeProvider time, ILogger logger)
{
    private readonly Budget _budget = Budget.OfRefusals(time);

    public async Task AcceptedAsync(
        string tenantId, Verification verified, AssertedUser who, string correlationId, CancellationToken cancellationToken)
    {
        await log.AppendAsync(Describe(tenantId, SignInEvent.Accepted, correlationId, verified, who), cancellationToken);
        Log.SignInAccepted(logger, tenantId, who.UserKey, correlationId, string.Join(" ", who.Notes));
    }

    /// <summary>Records a refusal. It never fails: a refusal stays a refusal while the trail cannot be written.</summary>
    public async Task RefusedAsync(
        string tenantId, SignInRefusal refusal, Verification? verified, AssertedUser? who, string correlationId, CancellationToken cancellationToken)
    {
        var record = Redact(Describe(tenantId, SignInEvent.Refused, correlationId, verified, who), refusal);
        Log.SignInRefused(logger, tenantId, refusal.Code, record.Clause, correlationId, record.Detail, record.Expected, record.Received);

        // Anybody can post rubbish, or one and the same response over and over.
        if (!_budget.TryTake(tenantId))
        {
            Log.RefusalOverBudget(logger, tenantId, correlationId);
            return;
        }

        try
        {
            await log.AppendAsync(record, cancellationToken);
        }
        catch (StorageUnavailableException e)
        {
            Log.RefusalNotRecorded(logger, tenantId, correlationId, e);
        }
    }

    private SignInRecord Describe(string tenantId, SignInEvent what, string correlationId, Verification? verified, AssertedUser? who)
    {
        var response = verified?.Response;
        return new SignInRecord
        {
            TenantId = tenantId,
            At = time.GetUtcNow(),
            Event = what,
            CorrelationId = correlationId,
            Issuer = response?.Issuer,
            CertificateThumbprint = response?.CertificateThumbprint,
            AssertionIdHash = response is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(response.AssertionId))),
            UserKey = who?.UserKey,
            IdpInitiated = response is { InResponseTo: null },
            Notes = who?.Notes ?? [],
            Trace = verified is null ? null : TraceCell.Write(verified.Trace),
        };
    }

    /// <summary>Adds what was wrong, without what may be about a person.</summary>
    internal static SignInRecord Redact(SignInRecord record, SignInRefusal refusal)
    {
        record = record with { Code = refusal.Code, Clause = refusal.Failure?.Clause };
        if (refusal.Failure is not { } failure)
        {
            return record with { Detail = refusal.Detail };
        }

        if (failure.Error == SamlError.StatusNotSuccess)
        {
            // The IdP's message may name the person ("The signed in user 'b.simon@…' is not assigned"); its code says as much.
            var code = EntraCode().Match($"{failure.Detail} {failure.Received}");
            return record with
            {
                Detail = "The IdP did not sign the person in." + (code.Success ? $" It says {code.Value}: look it up in the IdP's sign-in log." : " Look at the IdP's sign-in log."),
            };
        }

        return record with { Detail = Redaction.Text(failure.Detail), Expected = Redaction.Text(failure.Expected), Received = Redaction.Text(failure.Received) };
    }

    [GeneratedRegex("AADSTS[0-9]{4,10}", RegexOptions.CultureInvariant)]
    private static partial Regex EntraCode();
}
