using System.Text.Json;

namespace Local;

/// <summary>The files in which the emulator keeps its data.</summary>
internal static class EmulatorFiles
{
    /// <summary>Finds a file that the emulator cannot read, once it has refused to start.</summary>
    /// <param name="folder">The folder of its data.</param>
    /// <returns>The file's path; null: all can be read, so it is something else.</returns>
    public static string? FindDamaged(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "__azurite_db_*.json").Order(StringComparer.Ordinal).FirstOrDefault(IsDamaged) : null;

    private static bool IsDamaged(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
