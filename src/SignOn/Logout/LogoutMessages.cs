using Saml;

namespace SignOn;

/// <summary>Makes our logout messages. They are always signed (saml-profiles-2.0-os 4.4.4.1, 4.4.4.2), whatever the tenant says about sign-in.</summary>
internal static class LogoutMessages
{
    /// <summary>
    /// What we send back of a RelayState. saml-bindings-2.0-os 3.4.3 allows senders 80 octets; some send more, and no browser or gateway
    /// takes a header of hundreds of kilobytes.
    /// </summary>
    private const int MaxRelayState = 2048;

    public static (MessageDelivery Delivery, PendingLogout Pending) Request(Tenant tenant, Session session, NameId name, ServiceProviderKey signer, DateTimeOffset now)
    {
        var url = tenant.IdpSloUrl!;
        var pending = new PendingLogout(tenant.Id, MessageId.Create(), now + PendingLogout.Lifetime);
        var xml = new LogoutRequest
        {
            Id = pending.RequestId,
            IssueInstant = now,
            Destination = url,
            Issuer = tenant.EntityId,
            NameId = name,
            SessionIndex = session.SessionIndex,
        }.ToXml();

        // RelayState says nothing and is not looked at when it comes back; some IdPs want one.
        var relayState = PendingRequest.ShortIdOf(pending.RequestId);
        var delivery = tenant.IdpSloBinding == SloBinding.Post
            ? new MessageDelivery(url, "SAMLRequest", PostBinding.CreateFieldValue(xml, signer), relayState)
            : new MessageDelivery(RedirectBinding.CreateRequestUrl(url, xml, relayState, signer, loginHint: null));
        return (delivery, pending);
    }

    public static MessageDelivery Response(Tenant tenant, VerifiedLogoutRequest request, bool isPartial, ServiceProviderKey signer, DateTimeOffset now)
    {
        var url = tenant.IdpSloResponseUrl!;
        var xml = new LogoutResponse
        {
            Id = MessageId.Create(),
            IssueInstant = now,
            Destination = url,
            Issuer = tenant.EntityId,
            InResponseTo = request.Id,
            IsPartial = isPartial,
        }.ToXml();
        var relayState = request.RelayState is { Length: > MaxRelayState } ? null : request.RelayState;
        return tenant.IdpSloBinding == SloBinding.Post
            ? new MessageDelivery(url, "SAMLResponse", PostBinding.CreateFieldValue(xml, signer), relayState)
            : new MessageDelivery(RedirectBinding.CreateResponseUrl(url, xml, relayState, signer));
    }
}
