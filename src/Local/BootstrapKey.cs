using System.Security.Cryptography;

namespace Local;

/// <summary>The bootstrap key of a data folder: made once, readable by this user alone.</summary>
internal static class BootstrapKey
{
    /// <summary>The file in the data folder.</summary>
    public const string FileName = "manage-key";

    private const int Bytes = 32;

    /// <summary>Reads the key, or makes it.</summary>
    /// <param name="data">The data folder; it is there.</param>
    /// <exception cref="LocalException">The file is no key, or others can read it.</exception>
    public static string ReadOrMake(string data)
    {
        var path = Path.Combine(data, FileName);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(path, options);
            var made = RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);
            writer.Write(made);
            return made;
        }
        catch (IOException) when (File.Exists(path))
        {
            return Read(path);
        }
    }

    private static string Read(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            throw new LocalException($"{path} holds the key of the administration, and others can read or change it. Run 'chmod 600 {path}', or delete it to get a new one.");
        var key = File.ReadAllText(path).Trim();
        return key.Length == 2 * Bytes ? key : throw new LocalException($"{path} holds no key of {2 * Bytes} characters. Delete it to get a new one.");
    }
}
