using System.Diagnostics;
using Saml;

namespace SignOn;

/// <summary>Starts a sign-in (saml-profiles-2.0-os 4.1.3). No storage operation while the tenant's copy is fresh.</summary>
public sealed class StartSignOn(TenantDirectory tenants, IServiceProviderKeys keys, SignOnOptions options, TimeProvider time)
{
    // Longer ones are no e-mail address (RFC 5321, 4.5.3.1).
    private const int MaxLoginHint = 254;

    /// <summary>Makes the request that sends the browser to the tenant's IdP.</summary>
    /// <param name="start">What the browser asked for.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StorageUnavailableException">The tenant, or the key that signs requests, cannot be read.</exception>
    public async Task<StartOutcome> RunAsync(StartRequest start, CancellationToken cancellationToken)
    {
        using var activity = SignOnActivities.Start();
        try
        {
            var outcome = await StartAsync(start, activity, cancellationToken);
            activity.SetOutcome(outcome switch { StartOutcome.Refused refused => refused.Refusal.Code, StartOutcome.Post => "posted", _ => "redirected" });
            return outcome;
        }
        catch (Exception e)
        {
            activity.SetFailed(e);
            throw;
        }
    }

    private async Task<StartOutcome> StartAsync(StartRequest start, Activity? activity, CancellationToken cancellationToken)
    {
        var lookup = await tenants.FindAsync(start.TenantId, cancellationToken);
        if (lookup is not TenantLookup.Found { Tenant: var tenant })
        {
            return new StartOutcome.Refused(SignInRefusal.Of(lookup));
        }

        activity.SetTenant(tenant.Id);
        var now = time.GetUtcNow();
        var request = RequestFor(tenant, start.IsPassive, now);
        var signer = tenant.SignRequests ? (await keys.ReadAsync(cancellationToken)).Active : null;
        var pending = new PendingRequest(tenant.Id, request.Id, ReturnUrls.Allowed(tenant, start.ReturnUrl), now + PendingRequest.Lifetime) { IsPassive = start.IsPassive };
        return Send(tenant, request.ToXml(), pending, signer, Hint(start.LoginHint));
    }

    private AuthnRequest RequestFor(Tenant tenant, bool isPassive, DateTimeOffset now) => new()
    {
        Id = MessageId.Create(),
        IssueInstant = now,
        Destination = tenant.IdpSsoUrl,
        Issuer = tenant.EntityId,
        AssertionConsumerUrl = tenant.AssertionConsumerUrl,
        NameIdFormat = tenant.NameIdFormat,
        // Beside IsPassive it stays: a question in passing must not be a way around the tenant's policy.
        ForceAuthn = tenant.ForceAuthn,
        IsPassive = isPassive,
        AuthnContextClassRefs = tenant.RequestedAuthnContexts,
        ProviderName = tenant.SendProviderName ? options.Name : null,
    };

    /// <summary>RelayState says nothing: where the person wants to go is in the cookie, which nobody can change.</summary>
    private static StartOutcome Send(Tenant tenant, byte[] request, PendingRequest pending, ServiceProviderKey? signer, string? loginHint) => tenant.RequestBinding switch
    {
        RequestBinding.Post => new StartOutcome.Post(
            new MessageDelivery(RedirectBinding.AddLoginHint(tenant.IdpSsoUrl, loginHint), "SAMLRequest", PostBinding.CreateFieldValue(request, signer), pending.ShortId), pending),
        _ => new StartOutcome.Redirect(RedirectBinding.CreateRequestUrl(tenant.IdpSsoUrl, request, pending.ShortId, signer, loginHint), pending),
    };
    private static string? Hint(string? text) =>
        text?.Trim() is { Length: > 0 and <= MaxLoginHint } hint && !hint.Any(char.IsControl) ? hint : null;
}
