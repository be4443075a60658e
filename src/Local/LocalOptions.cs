using System.Globalization;

namespace Local;

/// <summary>What the command line says.</summary>
internal sealed record LocalOptions
{
    /// <summary>How to call the program.</summary>
    public const string Usage = """
        dotnet run --project src/Local [-- options]
            starts storage, the pretend Entra ID and the app; Ctrl+C stops them

        dotnet run --project src/Local -- add-user <tenant> --email <address> [--name <name>]
                [--language <tag>] [--ide-language <tag>] [--profile <name>] [options]
            lets an admin create a user, while the app runs or not

        dotnet run --project src/Local -- erase-user <tenant> --email <address> [options]
            erases a person on request: rows, sessions, and the name in the audit trail

        dotnet run --project src/Local -- roll-key [--now] [options]
            gives the service provider a new key: published at once, in use after 24 hours; with --now it, or the one that waits, is used at once

        options
            --port <n>          the app's port               (7071)
            --idp-port <n>      the pretend Entra ID's port  (7072)
            --storage-port <n>  first of three storage ports (10000)
            --data <folder>     what is kept between runs    (.local in the repository)
        """;

    /// <summary>The app's port.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>The pretend Entra ID's port.</summary>
    public int IdpPort { get; init; } = 7072;

    /// <summary>The blob port; queues and tables follow.</summary>
    public int StoragePort { get; init; } = 10000;

    /// <summary>Folder for storage data and keys.</summary>
    public string Data { get; init; } = Path.Combine(AzuriteInstallation.FindRepositoryRoot(), ".local");

    /// <summary>The user to add; null: run the app.</summary>
    public NewUser? NewUser { get; init; }

    /// <summary>The person to erase; null: nobody.</summary>
    public UserToErase? UserToErase { get; init; }

    /// <summary>Whether to make a new key of our own.</summary>
    public bool RollKey { get; init; }

    /// <summary>Whether that key signs at once.</summary>
    public bool UseKeyNow { get; init; }

    /// <summary>The first file of our own keys.</summary>
    public string PfxPath => Path.Combine(Data, "keys", "signing.pfx");

    /// <summary>Where browsers reach the app. Not 127.0.0.1: see docs/decisions/0010-cookies.md.</summary>
    public string BaseUrl => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Port}");

    /// <summary>Reads the command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <exception cref="LocalException">An argument is unknown or wrong.</exception>
    public static LocalOptions Parse(string[] args)
    {
        if (args is ["roll-key", .. var rest])
        {
            var now = rest is ["--now", ..];
            return Parse(rest[(now ? 1 : 0)..]) with { RollKey = true, UseKeyNow = now };
        }

        var command = args is ["add-user" or "erase-user", ..] ? args[0] : null;
        if (command is not null && (args.Length < 2 || args[1].StartsWith('-')))
            throw Wrong($"{command} needs a tenant.");
        var positional = command is null ? 0 : 2;
        var given = ReadPairs(args[positional..]);
        var options = new LocalOptions();
        options = options with
        {
            Port = ReadPort(given, "--port", options.Port),
            IdpPort = ReadPort(given, "--idp-port", options.IdpPort),
            StoragePort = ReadPort(given, "--storage-port", options.StoragePort),
            Data = given.Remove("--data", out var data) ? Path.GetFullPath(data) : options.Data,
            NewUser = command == "add-user" ? NewUser.Take(args[1], given) : null,
            UserToErase = command == "erase-user" ? UserToErase.Take(args[1], given) : null,
        };
        return given.Count == 0 ? options : throw Wrong($"'{given.Keys.First()}' is not known here.");
    }

    internal static LocalException Wrong(string problem) => new($"{problem}\n\n{Usage}");

    private static Dictionary<string, string> ReadPairs(string[] args)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
                throw Wrong($"'{args[i]}' is not understood: options come as --name value.");
            if (!pairs.TryAdd(args[i], args[i + 1]))
                throw Wrong($"{args[i]} is given twice.");
        }

        return pairs;
    }

    private static int ReadPort(Dictionary<string, string> given, string name, int otherwise)
    {
        if (!given.Remove(name, out var text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65533
            ? port
            : throw Wrong($"{name} is '{text}'; it must be a number from 1 to 65533.");
    }
}
