namespace Local;

/// <summary>How a <see cref="StorageEmulator"/> runs.</summary>
public sealed record StorageEmulatorOptions
{
    /// <summary>Where the data is kept; made when missing. <see langword="null"/>: a temporary folder, removed at the end.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The port of the blob service, 0 to 65535; 0 means any free one.</summary>
    public int BlobPort { get; init; }

    /// <summary>The port of the queue service, 0 to 65535; 0 means any free one.</summary>
    public int QueuePort { get; init; }

    /// <summary>The port of the table service, 0 to 65535; 0 means any free one.</summary>
    public int TablePort { get; init; }

    /// <summary>Names of more accounts, each with storage of its own and the key of the first.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Receives each line that the emulator or its installation prints; may be called from any thread.</summary>
    public Action<string>? Log { get; init; }
}
