using System.Diagnostics;
using Saml;

namespace SignOn;

/// <summary>Has the engine verify a response against a tenant, with newer keys of the IdP and our own keys where they are needed.</summary>
internal sealed class VerifyResponse(NewerKeys newerKeys, IServiceProviderKeys keys)
{
    /// <summary>
    /// When the IdP has a new key, whoever comes first brings it: the person waits for the metadata and gets in. Nobody else waits. All
    /// failed decryptions count as signed by an unknown key, because to tell them apart would tell of the plaintext.
    /// </summary>
    /// <param name="samlResponse">The form field.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="waiting">Requests that wait for an answer.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <param name="mayBeUnsolicited">Whether the tenant's setting decides about responses that answer no request; false: none is taken.</param>
    /// <exception cref="StorageUnavailableException">Our keys are needed and cannot be read.</exception>
    public async Task<Verification> RunAsync(
        ReadOnlyMemory<byte> samlResponse, Tenant tenant, IReadOnlyList<PendingRequest> waiting, DateTimeOffset now, CancellationToken cancellationToken, bool mayBeUnsolicited = true)
    {
        var verified = await VerifyAsync(samlResponse, tenant, waiting, now, mayBeUnsolicited, cancellationToken);
        return verified.Failure?.Error is SamlError.SignatureInvalid or SamlError.CertificateExpired or SamlError.DecryptionFailed
            && await newerKeys.FindAsync(tenant, cancellationToken) is { } newer
            ? await VerifyAsync(samlResponse, newer, waiting, now, mayBeUnsolicited, cancellationToken)
            : verified;
    }

    /// <summary>
    /// Asks for our keys only once something turns out to be encrypted: sign-ins without encryption neither wait for the keys after a
    /// start nor fail with them. To look twice costs a small part of a decryption.
    /// </summary>
    private async Task<Verification> VerifyAsync(
        ReadOnlyMemory<byte> samlResponse, Tenant tenant, IReadOnlyList<PendingRequest> waiting, DateTimeOffset now, bool mayBeUnsolicited, CancellationToken cancellationToken)
    {
        var expected = Expect(tenant, waiting) with { AllowUnsolicited = mayBeUnsolicited && tenant.AllowIdpInitiated };
        var verified = Verify(samlResponse, tenant, expected, waiting, now);
        if (verified.Failure?.Error != SamlError.AssertionEncrypted)
        {
            return verified;
        }

        var ours = await keys.ReadForDecryptionAsync(cancellationToken);
        return Verify(samlResponse, tenant, expected with { DecryptionKeys = ours }, waiting, now);
    }

    private static Verification Verify(
        ReadOnlyMemory<byte> samlResponse, Tenant tenant, ResponseExpectations expected, IReadOnlyList<PendingRequest> waiting, DateTimeOffset now)
    {
        using var activity = SignOnActivities.Verify();
        var startedAt = Stopwatch.GetTimestamp();
        ResponseVerifier.TryVerify(samlResponse.Span, expected, now, out var response, out var failure, out var outline);
        SignOnMetrics.RecordVerification(startedAt);
        return new Verification(tenant, response, failure, SignInTrace.Of(tenant, waiting, outline, now));
    }

    private static ResponseExpectations Expect(Tenant tenant, IReadOnlyList<PendingRequest> waiting) => new()
    {
        IdentityProvider = tenant.IdentityProvider,
        EntityId = tenant.EntityId,
        AssertionConsumerUrl = tenant.AssertionConsumerUrl,
        RequestIds = [.. waiting.Select(p => p.RequestId)],
        RequireSignedResponse = tenant.RequireSignedResponse,
        RejectExpiredCertificates = tenant.RejectExpiredCertificates,
    };
}
