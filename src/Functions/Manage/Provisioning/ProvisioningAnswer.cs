using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Provisioning;

/// <summary>What another try of provisioning gives: the answer to the browser, and the message.</summary>
public sealed class ProvisioningAnswer
{
    /// <summary>The answer to the browser.</summary>
    [HttpResult]
    public required IResult Answer { get; init; }

    /// <summary>The message; null for none.</summary>
    [QueueOutput(Queues.ProvisionUser, Connection = Queues.Connection)]
    public ProvisionUserMessage? Message { get; init; }
}
