namespace Functions;

/// <summary>Names of the queues.</summary>
public static class Queues
{
    /// <summary>Users to be made.</summary>
    public const string ProvisionUser = "provision-user";

    /// <summary>Messages that failed five times; the name is the host's rule.</summary>
    public const string ProvisionUserPoison = ProvisionUser + "-poison";

    /// <summary>Mails to be sent.</summary>
    public const string SendEmail = "send-email";

    /// <summary>Messages that failed five times, and those that the mail server refuses for good.</summary>
    public const string SendEmailPoison = SendEmail + "-poison";

    /// <summary>The section of the configuration that says where the queues are.</summary>
    public const string Connection = "Storage";
}
