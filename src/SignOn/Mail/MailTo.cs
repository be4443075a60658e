namespace SignOn;

/// <summary>To whom the mail about a new account goes.</summary>
public enum MailTo
{
    /// <summary>To the person who is invited.</summary>
    User,

    /// <summary>To the admin who made the account ('send account creation e-mail to me').</summary>
    Admin,
}
