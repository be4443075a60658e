namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>A queue in an account.</summary>
internal sealed record QueueAddress(string Name, StorageAccount Account)
{
    private const int LongestName = 63;
    private const string PoisonSuffix = "-poison";

    /// <summary>Where messages go that failed too often; null where the name leaves no room, or is a poison queue itself.</summary>
    public QueueAddress? Poison =>
        Name.EndsWith(PoisonSuffix, StringComparison.Ordinal) || Name.Length + PoisonSuffix.Length > LongestName
            ? null
            : this with { Name = Name + PoisonSuffix };

    public Uri Uri => new($"{Account.QueueEndpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    /// <exception cref="FunctionWorkerException">The name or the connection is wrong; the message says how to mend it.</exception>
    public static QueueAddress Of(string where, string queueName, string? connection, HostSettings settings)
    {
        // The official binding lower-cases the name too.
        var name = SettingNames.Resolve(queueName, settings.Configuration, where).ToLowerInvariant();
        if (!IsQueueName(name))
        {
            throw new FunctionWorkerException(
                $"{where}: '{name}' is no queue name. It must have 3 to 63 letters, digits and single dashes, and start and end with a letter or digit.");
        }

        return new QueueAddress(name, StorageAccount.Find(where, connection, settings.Configuration));
    }

    private static bool IsQueueName(string name) =>
        name.Length is >= 3 and <= LongestName
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-'
        && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal);
}
