using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Azure;
using Azure.Data.Tables;

namespace AzureAdapters;

/// <summary>
/// Table <c>DataProtection</c>: the wrapped keys of the request cookies, one row each, and one row <c>head</c> that changes with every new
/// key. Who stores a key says which head it had read; so of instances that find no key at the same moment, one makes it and the others use it.
/// </summary>
internal sealed class CookieKeyTable(TableServiceClient service)
{
    private const string Partition = "keys";
    private const string Head = "head";
    private const string Xml = "Xml";
    private readonly StoreTable _table = new(service, "DataProtection");

    /// <summary>All keys, and the head's version; null when there is no head yet.</summary>
    public async Task<(IReadOnlyList<XElement> Elements, ETag? Head)> ReadAsync()
    {
        var elements = new List<XElement>();
        ETag? head = null;
        await foreach (var row in _table.QueryAsync(Ranges.Partition(Partition), null, CancellationToken.None))
        {
            if (row.RowKey == Head)
            {
                head = row.ETag;
            }
            else if (row.Text(Xml) is { } text)
            {
                elements.Add(XElement.Parse(text));
            }
        }

        return (elements, head);
    }

    /// <summary>Stores a key, and moves the head, in one transaction.</summary>
    /// <exception cref="KeyRaceException">
    /// The head is no longer the one that was read. It may also be our own attempt that was stored and whose answer got lost; reading again
    /// tells.
    /// </exception>
    public async Task StoreAsync(XElement element, string name, ETag? head)
    {
        var key = new TableEntity(Partition, "key-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))))
        {
            ["Name"] = name,
            [Xml] = element.ToString(SaveOptions.DisableFormatting),
        };
        var moved = new TableEntity(Partition, Head) { ["Latest"] = name };
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.UpsertReplace, key),
            head is { } read
                ? new(TableTransactionActionType.UpdateReplace, moved, read)
                : new(TableTransactionActionType.Add, moved),
        ];
        try
        {
            await _table.TransactAsync(actions, CancellationToken.None);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            throw new KeyRaceException();
        }
    }
}
