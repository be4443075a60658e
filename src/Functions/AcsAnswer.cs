using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions;

/// <summary>What taking a response gives: the answer to the browser and, for a new user, the message that has the account made.</summary>
public sealed class AcsAnswer
{
    /// <summary>The answer to the browser.</summary>
    [HttpResult]
    public required IResult Answer { get; init; }

    /// <summary>The message; null when there is nothing to provision. If it gets lost, or the browser went away before its answer, the pending row has it sent again.</summary>
    [QueueOutput(Queues.ProvisionUser, Connection = Queues.Connection)]
    public ProvisionUserMessage? Message { get; init; }
}
