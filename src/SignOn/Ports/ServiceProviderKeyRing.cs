using Saml;

namespace SignOn;

/// <summary>Our own keys: one signs, all are published in our metadata, so that IdPs know a new key before it signs. What decrypts is <see cref="IServiceProviderKeys.ReadForDecryptionAsync"/>.</summary>
/// <param name="Active">The key that signs.</param>
/// <param name="Published">Every key that metadata shows, <paramref name="Active"/> first.</param>
public sealed record ServiceProviderKeyRing(ServiceProviderKey Active, IReadOnlyList<ServiceProviderKey> Published)
{
    /// <summary>The key that IdPs should encrypt to: the active one where it can decrypt, which elliptic-curve keys cannot; null when none can.</summary>
    public ServiceProviderKey? ForEncryption => Published.FirstOrDefault(k => k.CanDecrypt);
}
