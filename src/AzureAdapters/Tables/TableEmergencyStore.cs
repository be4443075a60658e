using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SignOn;

namespace AzureAdapters;

/// <summary>Table <c>Admins</c>, partition <c>emergency</c>: a row for each tenant that had emergency access; rows as in <see cref="AdminRows"/>.</summary>
public sealed class TableEmergencyStore(TableServiceClient service) : IEmergencyStore
{
    private readonly StoreTable _table = new(service, "Admins");

    /// <inheritdoc />
    public async Task<EmergencyAccess?> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        await _table.FindAsync(AdminRows.EmergencyPartition, tenantId, cancellationToken) is { } row ? AdminRows.ReadEmergency(row) : null;

    /// <inheritdoc />
    public async IAsyncEnumerable<EmergencyAccess> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync(Ranges.Partition(AdminRows.EmergencyPartition), null, cancellationToken))
        {
            yield return AdminRows.ReadEmergency(row);
        }
    }

    /// <inheritdoc />
    public async Task<bool> TryWriteAsync(EmergencyAccess access, CancellationToken cancellationToken)
    {
        var row = AdminRows.Write(access);
        try
        {
            await _table.WriteAsync(
                table => access.ETag is { } etag
                    ? table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, cancellationToken)
                    : table.AddEntityAsync(row, cancellationToken),
                cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            // Somebody else's; or ours, when the client tried again after an answer got lost.
            return await ReadAsync(access.TenantId, cancellationToken) is { } now && now.Id == access.Id && now.ClosedAt == access.ClosedAt;
        }
    }
}
