using System.Collections.Frozen;
using System.Xml.Linq;
using Azure;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace AzureAdapters;

/// <summary>
/// What one key ring has read of the table: which keys, and at which head. Data Protection asks for it synchronously, so it is memory alone: rows are
/// read before, and a key that the ring makes while it opens is stored after.
/// </summary>
internal sealed class CookieKeyView : IXmlRepository
{
    private readonly ETag? _head;
    private volatile IReadOnlyList<XElement> _elements;
    private volatile FrozenSet<Guid> _known;
    private bool _isOpen = true;

    public CookieKeyView(IReadOnlyList<XElement> elements, ETag? head, ILogger logger)
    {
        List<XElement> good = [.. elements.Where(IsAcceptable)];
        if (good.Count < elements.Count)
        {
            Log.UnwrappedKeysIgnored(logger, elements.Count - good.Count);
        }

        (_elements, _known, _head) = (good, Ids(good), head);
    }

    /// <summary>The key that was made while the ring opened; null: none.</summary>
    public (XElement Element, string Name)? Made { get; private set; }

    /// <summary>Whether the key was in the table when it was read.</summary>
    public bool Knows(Guid id) => _known.Contains(id);

    /// <summary>Ends what may be made: stores the key that was.</summary>
    /// <exception cref="KeyRaceException">Another instance stored one.</exception>
    public async Task CloseAsync(CookieKeyTable table)
    {
        _isOpen = false;
        if (Made is { } made)
        {
            await table.StoreAsync(made.Element, made.Name, _head);
        }
    }

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => _elements;

    /// <inheritdoc />
    /// <exception cref="KeyRaceException">What was read is a day old: a key is made on what is read anew.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        if (!_isOpen || Made is not null)
        {
            throw new KeyRaceException();
        }

        Made = (element, friendlyName);
        _elements = [.. _elements, element];
        _known = Ids(_elements);
    }

    private static FrozenSet<Guid> Ids(IEnumerable<XElement> elements) => elements.Select(e => (Guid?)e.Attribute("id")).OfType<Guid>().ToFrozenSet();

    // A key in the clear is one of a version before the first release, or somebody's who can write the table but has no certificate.
    private static bool IsAcceptable(XElement element) => element.Name.LocalName != "key" || element.Descendants().Any(e => e.Name.LocalName == "encryptedSecret");
}
