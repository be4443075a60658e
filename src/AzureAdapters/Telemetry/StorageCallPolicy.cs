using Azure.Core;
using Azure.Core.Pipeline;
using SignOn;

namespace AzureAdapters;

/// <summary>Counts each request that goes to storage. Behind the client's retries, because a repeated request is paid for as well.</summary>
internal sealed class StorageCallPolicy : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => StorageCalls.Count();
}
