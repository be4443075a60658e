namespace SignOn;

/// <summary>Hands mails to a mail server.</summary>
public interface IEmailSender
{
    /// <summary>Whether there is a mail server at all (settings <c>Email__…</c>).</summary>
    bool CanSend { get; }

    /// <summary>Hands over one mail; when it returns, the server has taken it on.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="cancellationToken">Stops; the server may have taken the mail all the same.</param>
    /// <exception cref="EmailException">The server did not take it, or nobody knows whether it did.</exception>
    Task SendAsync(Email mail, CancellationToken cancellationToken);
}
