using Saml;

namespace SignOn;

/// <summary>Our own keys: one signs, all are published in our metadata, so that IdPs know a new key before it signs.</summary>
/// <param name="Active">The key that signs.</param>
/// <param name="Published">Every key that metadata shows, <paramref name="Active"/> first.</param>
public sealed record ServiceProviderKeyRing(ServiceProviderKey Active, IReadOnlyList<ServiceProviderKey> Published);
