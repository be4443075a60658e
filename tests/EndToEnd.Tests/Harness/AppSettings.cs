namespace EndToEnd.Tests.Harness;

/// <summary>How an app under test differs from the usual one.</summary>
public sealed record AppSettings
{
    /// <summary>The public address; null: where the first instance listens.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Whether the app has a storage emulator for itself, which the test can stop.</summary>
    public bool OwnEmulator { get; init; }

    /// <summary>More settings, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();
}
