using System.Globalization;
using Saml;
using Columns = SignOn.TenantColumnTable;

namespace SignOn;

/// <summary>Holds how and when the IdP authenticated a person against what the tenant wants.</summary>
internal static class AuthenticationChecks
{
    private const int MaxQuoted = 256;

    /// <summary>Null when the tenant's wishes are met.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="response">The verified response.</param>
    /// <param name="answered">The request that it answers; null for a sign-in that the IdP started.</param>
    /// <param name="now">The time.</param>
    public static SignInRefusal? Check(Tenant tenant, VerifiedResponse response, PendingRequest? answered, DateTimeOffset now) =>
        CheckContext(tenant, response.AuthnContextClassRef)
        ?? (tenant.ForceAuthn ? CheckAge(response.AuthnInstant, answered?.IssuedAt ?? now - PendingRequest.Lifetime) : null);

    /// <summary>Kantara IIP-SP07; saml-core-2.0-os 3.3.2.2.1: classes are compared as they are written.</summary>
    private static SignInRefusal? CheckContext(Tenant tenant, string? classRef) =>
        tenant.AcceptedAuthnContexts.Count == 0 || (classRef is not null && tenant.AcceptedAuthnContexts.Contains(classRef, StringComparer.Ordinal))
            ? null
            : SignInRefusal.Of(
                SignOnError.AuthnContextNotAccepted,
                $"The IdP authenticated the person by {Quote(classRef)}, and this tenant accepts {string.Join(", ", tenant.AcceptedAuthnContexts)}. "
                + $"Have the IdP demand one of these, or add the way to column {Columns.AcceptedAuthnContexts.Name}.");

    /// <summary>
    /// saml-core-2.0-os 3.4.1: with ForceAuthn an earlier authentication does not do. An unsigned request can be changed on its way, by the person
    /// too, so the answer is looked at.
    /// </summary>
    private static SignInRefusal? CheckAge(DateTimeOffset authenticated, DateTimeOffset since) =>
        since - authenticated <= SamlLimits.ClockSkew
            ? null
            : SignInRefusal.Of(
                SignOnError.AuthenticationTooOld,
                $"Column {Columns.ForceAuthn.Name} is true, and the IdP tells of an authentication at {Write(authenticated)}; it had to be after {Write(since)}. "
                + "If the IdP's tile is used, let it open the sign-on URL. If not, the IdP does not obey ForceAuthn.");

    private static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Signed by the IdP, but it may be anything: whatever looks like a person's address, or would forge a log line, stays out of the trail.
    private static string Quote(string? classRef) =>
        classRef is null ? "no class that it names"
        : classRef.Length > MaxQuoted || classRef.Any(c => c is '@' || char.IsControl(c)) ? "a class that is no URI of common length"
        : classRef;
}
