namespace SignOn;

/// <summary>What became of a message that asks for a mail.</summary>
public enum SendMailOutcome
{
    /// <summary>The mail server has taken the mail.</summary>
    Sent,

    /// <summary>There is nothing to send: it was sent already, or the person has signed in or is gone.</summary>
    Needless,

    /// <summary>Another delivery of the same message is at it, or the tenant is switched off. The timer looks again.</summary>
    Later,

    /// <summary>The mail server refuses it for good.</summary>
    Refused,
}
