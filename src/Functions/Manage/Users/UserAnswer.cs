using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>What a change of users gives: the answer to the browser, and the mails to send.</summary>
public sealed class UserAnswer
{
    /// <summary>The answer to the browser.</summary>
    [HttpResult]
    public required IResult Answer { get; init; }

    /// <summary>One message for each mail; null for none. If one gets lost, its marker has it sent again.</summary>
    [QueueOutput(Queues.SendEmail, Connection = Queues.Connection)]
    public SendEmailMessage[]? Mails { get; init; }
}
