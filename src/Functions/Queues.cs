namespace Functions;

/// <summary>Names of the queues.</summary>
public static class Queues
{
    /// <summary>Users to be made.</summary>
    public const string ProvisionUser = "provision-user";

    /// <summary>Messages that failed five times; the name is the host's rule.</summary>
    public const string ProvisionUserPoison = ProvisionUser + "-poison";

    /// <summary>The section of the configuration that says where the queues are.</summary>
    public const string Connection = "Storage";
}
