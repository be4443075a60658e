using System.Text.Json;

namespace Local;

/// <summary>
/// The folder of what is kept between runs, held by one process at a time: two emulators on the same files would destroy them.
/// The operating system lets go of it when the process ends in any way.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "run.lock";
    private const string RecordFile = "run.json";

    private readonly string _path;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        _path = path;
        _lock = held;
    }

    /// <summary>Takes the folder, and makes it where it is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The folder; null: another process has it.</returns>
    /// <exception cref="LocalException">The folder cannot be written.</exception>
    public static DataFolder? TryTake(string path)
    {
        var file = Path.Combine(path, LockFile);
        try
        {
            Directory.CreateDirectory(path);
            return new DataFolder(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalException($"The data folder {path} cannot be written: {e.Message} Mend its rights, or take another folder with --data <folder>.");
        }
    }

    /// <summary>Takes the folder for a run of the app.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="LocalException">Another process has it; the message says which, and what to do.</exception>
    public static DataFolder Take(string path) => TryTake(path) ?? throw new LocalException(
        $"The data folder {path} is in use by {(Read(path) is { } other ? $"process {other.ProcessId} ({other.Address})" : "another process")}. "
        + "Stop that one with Ctrl+C, or start this one beside it with a folder and ports of its own: "
        + "dotnet run --project src/Local -- --data <folder> --port <n> --idp-port <n> --storage-port <n>.");

    /// <summary>What the process that has the folder, or had it last, noted down.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The record; null: there is none, or it cannot be read.</returns>
    public static RunRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(Path.Combine(path, RecordFile)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Notes down what this process does.</summary>
    /// <param name="record">The record.</param>
    public void Write(RunRecord record)
    {
        // Whoever reads does not wait for the lock, and must never see half a record.
        var made = Path.Combine(_path, RecordFile + ".new");
        File.WriteAllText(made, JsonSerializer.Serialize(record));
        File.Move(made, Path.Combine(_path, RecordFile), overwrite: true);
    }

    /// <summary>Ends what an earlier run left behind when it was killed: the app above all, which would go on holding its port.</summary>
    /// <param name="say">Where to say what was ended.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LocalException">Something cannot be ended.</exception>
    public async Task EndLeftOversAsync(TextWriter say, CancellationToken cancellation)
    {
        foreach (var child in Read(_path)?.Children ?? [])
        {
            if (await child.EndAsync(cancellation))
                await say.WriteLineAsync($"An earlier run was killed and left {child.What} behind (process {child.Id}); it is ended now.");
        }
    }

    /// <summary>Lets go of the folder after everything was stopped in good order.</summary>
    public void Dispose()
    {
        File.Delete(Path.Combine(_path, RecordFile));
        _lock.Dispose();
    }
}
