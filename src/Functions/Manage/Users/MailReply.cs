using System.Globalization;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>What the mail server said last about a mail, in words.</summary>
internal static class MailReply
{
    /// <summary>The words, for the inside of a sentence.</summary>
    /// <param name="mail">The mail.</param>
    public static string Of(MailMarker mail) =>
        mail.ReplyCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"the mail server's last reply was {code}") : "the mail server did not reply";
}
