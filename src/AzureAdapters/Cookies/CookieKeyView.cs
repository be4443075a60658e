using System.Collections.Frozen;
using System.Xml.Linq;
using Azure;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace AzureAdapters;

/// <summary>What one key ring has read of the table: which keys, and at which head.</summary>
internal sealed class CookieKeyView(CookieKeyTable table, ILogger logger) : IXmlRepository
{
    private volatile FrozenSet<Guid> _known = FrozenSet<Guid>.Empty;
    private ETag? _head;

    /// <summary>Whether the key was in the table when it was last read.</summary>
    public bool Knows(Guid id) => _known.Contains(id);

    // The interface is synchronous. It is used when the first sign-in starts and then about once a day, and no caller holds a context.

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var (elements, head) = table.ReadAsync().GetAwaiter().GetResult();
        var good = elements.Where(IsAcceptable).ToList();
        if (good.Count < elements.Count)
        {
            Log.UnwrappedKeysIgnored(logger, elements.Count - good.Count);
        }

        _known = good.Select(e => (Guid?)e.Attribute("id")).OfType<Guid>().ToFrozenSet();
        _head = head;
        return good;
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) => table.StoreAsync(element, friendlyName, _head).GetAwaiter().GetResult();

    // A key in the clear is one of a version before the first release, or somebody's who can write the table but has no certificate.
    private static bool IsAcceptable(XElement element) => element.Name.LocalName != "key" || element.Descendants().Any(e => e.Name.LocalName == "encryptedSecret");
}
