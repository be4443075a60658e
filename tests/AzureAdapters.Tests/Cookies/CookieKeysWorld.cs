using System.Xml.Linq;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;

namespace AzureAdapters.Tests.Cookies;

/// <summary>Instances of the app that share one table of keys. Each test finds it empty.</summary>
internal sealed class CookieKeysWorld(Storage storage)
{
    /// <summary>The collection of the tests that have the table for themselves, one after the other.</summary>
    public const string OneTable = "table DataProtection";

    public FakeTimeProvider Time { get; } = new(Start);

    public CapturedLog<SharedProtector> Log { get; } = new();

    public Storage Storage => storage;

    public TableClient Table => storage.Connect().GetTableClient("DataProtection");

    public async ValueTask InitializeAsync()
    {
        await Table.CreateIfNotExistsAsync(Stop);
        await foreach (var row in Table.QueryAsync<TableEntity>(cancellationToken: Stop))
        {
            await Table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Stop);
        }
    }

    public SharedProtector NewInstance(FakeKeys keys, TableServiceClient? service = null) => new(new CookieKeyTable(service ?? storage.Connect()), keys, Time, Log);

    public async Task<List<TableEntity>> KeysAsync() => await ListAsync(Table.QueryAsync<TableEntity>("RowKey ne 'head'", cancellationToken: Stop));

    /// <summary>Changes the one key that there is.</summary>
    public async Task EditAsync(Action<XElement> edit)
    {
        var row = Assert.Single(await KeysAsync());
        var key = XElement.Parse(row.GetString("Xml"));
        edit(key);
        row["Xml"] = key.ToString();
        await Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Stop);
    }

    public static void Shift(XElement key, string name, TimeSpan by)
    {
        var date = key.Element(name)!;
        date.SetValue((DateTimeOffset)date + by);
    }
}
