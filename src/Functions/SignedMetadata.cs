using System.Collections.Concurrent;
using System.Security.Cryptography;
using Saml;

namespace Functions;

/// <summary>
/// Keeps signed metadata as long as it is the same: anybody may ask for it, and must not make our key work each time. One document for each tenant,
/// for the key and the content that it was signed with.
/// </summary>
/// <param name="capacity">How many documents are kept at most; some 10 KB each.</param>
internal sealed class SignedMetadata(int capacity = 1000)
{
    private readonly ConcurrentDictionary<string, Signed> _documents = new(StringComparer.Ordinal);

    /// <summary>The document with a signature.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="metadata">What it says.</param>
    /// <param name="key">The key that signs.</param>
    /// <exception cref="CryptographicException">The key cannot be used.</exception>
    public byte[] Sign(string tenantId, SpMetadata metadata, ServiceProviderKey key)
    {
        var wanted = new Signed(key.Thumbprint, Convert.ToHexString(SHA256.HashData(metadata.ToXml())), new Lazy<byte[]>(() => metadata.ToSignedXml(key)));
        if (_documents.Count >= capacity && !_documents.ContainsKey(tenantId))
        {
            // Starting afresh costs one signature for each tenant; keeping order would cost at each request.
            _documents.Clear();
        }

        var kept = _documents.AddOrUpdate(tenantId, wanted, (_, old) => old.IsSameAs(wanted) ? old : wanted);
        try
        {
            // Who comes while it is being signed waits for that one signature.
            return kept.Document.Value;
        }
        catch (CryptographicException)
        {
            _documents.TryRemove(new(tenantId, kept));
            throw;
        }
    }

    private sealed record Signed(string Thumbprint, string Content, Lazy<byte[]> Document)
    {
        public bool IsSameAs(Signed other) => Thumbprint == other.Thumbprint && Content == other.Content;
    }
}
