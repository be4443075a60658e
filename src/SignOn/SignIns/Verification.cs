using Saml;

namespace SignOn;

/// <summary>What became of a response: the proof, or why there is none; and in both cases what a trace may keep.</summary>
/// <param name="Tenant">The tenant as it was held against; newer than the one asked for when its IdP had newer keys.</param>
/// <param name="Response">The proof; null when refused.</param>
/// <param name="Failure">Why it was refused; null when proven.</param>
/// <param name="Trace">What is kept.</param>
internal sealed record Verification(Tenant Tenant, VerifiedResponse? Response, SamlFailure? Failure, SignInTrace Trace);
