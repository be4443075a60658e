namespace AzureAdapters;

/// <summary>The file of one key of a laptop.</summary>
/// <param name="Path">Its whole name.</param>
/// <param name="From">From when the key signs (UTC).</param>
public sealed record PfxKeyFile(string Path, DateTimeOffset From);
