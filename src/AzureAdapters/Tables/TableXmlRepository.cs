using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AzureAdapters;

/// <summary>
/// Table <c>DataProtection</c>: the keys that protect the cookies of sign-ins in flight. All instances share them, because the
/// IdP's answer may reach another instance than the one that asked.
/// </summary>
public sealed class TableXmlRepository(TableServiceClient service) : IXmlRepository
{
    private const string Partition = "keys";
    private const string Xml = "Xml";
    private readonly StoreTable _table = new(service, "DataProtection");

    // The interface is synchronous. It is used once at the start and then about once a day, and no caller holds a context.

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAllAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        var row = new TableEntity(Partition, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(friendlyName))))
        {
            ["Name"] = friendlyName,
            [Xml] = element.ToString(SaveOptions.DisableFormatting),
        };
        _table.WriteAsync(table => table.UpsertEntityAsync(row, TableUpdateMode.Replace), CancellationToken.None).GetAwaiter().GetResult();
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAllAsync()
    {
        var elements = new List<XElement>();
        await foreach (var row in _table.QueryAsync(Ranges.Partition(Partition), null, CancellationToken.None))
        {
            if (row.Text(Xml) is { } text)
            {
                elements.Add(XElement.Parse(text));
            }
        }

        return elements;
    }
}
