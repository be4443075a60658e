namespace Azure.Data.Tables;

/// <summary>What a connection string says about the table service: where it is and the key to it.</summary>
internal sealed record AccountConnection(Uri Endpoint, TableSharedKeyCredential Credential)
{
    private const string EmulatorAccount = "devstoreaccount1";

    // Published by Microsoft with the emulator; every installation has the same, so it is no secret.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="InvalidOperationException">It is not a list of <c>name=value</c>.</exception>
    /// <exception cref="ArgumentException">It names no account.</exception>
    public static AccountConnection Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var parts = Split(connectionString);
        if (parts.GetValueOrDefault("UseDevelopmentStorage") == "true")
        {
            return new(new Uri($"http://127.0.0.1:10002/{EmulatorAccount}"), new(EmulatorAccount, EmulatorKey));
        }

        if (!parts.TryGetValue("AccountName", out var name) || !parts.TryGetValue("AccountKey", out var key))
        {
            throw new ArgumentException(
                "The storage connection string has no AccountName and AccountKey. Give both, or 'UseDevelopmentStorage=true' for the emulator.");
        }

        var endpoint = parts.GetValueOrDefault("TableEndpoint")
            ?? $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.table.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        return new(new Uri(endpoint), new(name, key));
    }

    private static Dictionary<string, string> Split(string connectionString)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == part.Length - 1)
            {
                // The part itself may be a key, so it is not repeated.
                throw new InvalidOperationException("The storage connection string is malformed: its parts must be 'name=value', separated by ';'.");
            }

            parts[part[..equals].TrimEnd()] = part[(equals + 1)..].TrimStart();
        }

        return parts;
    }
}
