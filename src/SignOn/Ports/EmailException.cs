namespace SignOn;

/// <summary>A mail server did not take a mail. The message names no address and quotes nothing that the server said, because servers repeat addresses.</summary>
public sealed class EmailException : Exception
{
    /// <summary>A failure without a reply.</summary>
    /// <param name="message">What happened.</param>
    public EmailException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with a reply.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="replyCode">The server's code (RFC 5321 4.2); null without a reply.</param>
    /// <param name="isFinal">Whether trying again is useless.</param>
    public EmailException(string message, int? replyCode, bool isFinal)
        : base(message)
    {
        ReplyCode = replyCode;
        IsFinal = isFinal;
    }

    /// <summary>The server's code (RFC 5321 4.2); null without a reply.</summary>
    public int? ReplyCode { get; }

    /// <summary>Whether trying again is useless.</summary>
    public bool IsFinal { get; }
}
