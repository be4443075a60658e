namespace SignOn.Tests.Users;

/// <summary>A mail server that takes everything, or answers as it is told.</summary>
internal sealed class FakeSender : IEmailSender
{
    public List<Email> Sent { get; } = [];

    /// <summary>What the next attempts end with.</summary>
    public Queue<Exception> Failures { get; } = new();

    /// <summary>Runs while the mail is being handed over.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public bool CanSend => true;

    public async Task SendAsync(Email mail, CancellationToken cancellationToken)
    {
        await Meanwhile();
        if (Failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        Sent.Add(mail);
    }
}
