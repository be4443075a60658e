using System.Diagnostics;
using Saml;

namespace SignOn;

/// <summary>Starts a sign-in (saml-profiles-2.0-os 4.1.3). No storage operation while the tenant's copy is fresh.</summary>
public sealed class StartSignOn(TenantDirectory tenants, IServiceProviderKeys keys, TimeProvider time)
{
    // Longer ones are no e-mail address (RFC 5321, 4.5.3.1).
    private const int MaxLoginHint = 254;

    /// <summary>Makes the request that sends the browser to the tenant's IdP.</summary>
    /// <param name="tenantId">The id as in the URL.</param>
    /// <param name="returnUrl">Where the person wants to go afterwards; ignored when the tenant does not allow it.</param>
    /// <param name="loginHint">The person's address, to spare typing it at the IdP; ignored when it cannot be one.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StorageUnavailableException">The tenant, or the key that signs requests, cannot be read.</exception>
    public async Task<StartOutcome> RunAsync(string tenantId, string? returnUrl, string? loginHint, CancellationToken cancellationToken)
    {
        using var activity = SignOnActivities.Start();
        try
        {
            var outcome = await StartAsync(tenantId, returnUrl, loginHint, activity, cancellationToken);
            activity.SetOutcome(outcome is StartOutcome.Refused refused ? refused.Refusal.Code : "redirected");
            return outcome;
        }
        catch (Exception e)
        {
            activity.SetFailed(e);
            throw;
        }
    }

    private async Task<StartOutcome> StartAsync(
        string tenantId, string? returnUrl, string? loginHint, Activity? activity, CancellationToken cancellationToken)
    {
        var lookup = await tenants.FindAsync(tenantId, cancellationToken);
        if (lookup is not TenantLookup.Found { Tenant: var tenant })
        {
            return new StartOutcome.Refused(SignInRefusal.Of(lookup));
        }

        activity.SetTenant(tenant.Id);
        var now = time.GetUtcNow();
        var request = new AuthnRequest
        {
            Id = MessageId.Create(),
            IssueInstant = now,
            Destination = tenant.IdpSsoUrl,
            Issuer = tenant.EntityId,
            AssertionConsumerUrl = tenant.AssertionConsumerUrl,
            NameIdFormat = tenant.NameIdFormat,
        };
        var signer = tenant.SignRequests ? (await keys.ReadAsync(cancellationToken)).Active : null;
        var pending = new PendingRequest(tenant.Id, request.Id, ReturnUrls.Allowed(tenant, returnUrl), now + PendingRequest.Lifetime);

        // RelayState says nothing: where the person wants to go is in the cookie, which nobody can change.
        var url = RedirectBinding.CreateRequestUrl(tenant.IdpSsoUrl, request.ToXml(), pending.ShortId, signer, Hint(loginHint));
        return new StartOutcome.Redirect(url, pending);
    }

    private static string? Hint(string? text) =>
        text?.Trim() is { Length: > 0 and <= MaxLoginHint } hint && !hint.Any(char.IsControl) ? hint : null;
}
