using System.Diagnostics;
using System.Globalization;
using TestSupport;

namespace Local.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _said = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _said.Dispose();
    }

    [Fact]
    public void One_process_at_a_time_has_it_and_the_next_is_told_who_and_what_to_do()
    {
        using (var first = DataFolder.Take(_folder.Path))
        {
            first.Write(new RunRecord(4711, "http://localhost:7071", null, []));

            var e = Assert.Throws<LocalException>(() => DataFolder.Take(_folder.Path));

            Assert.Contains(_folder.Path, e.Message, StringComparison.Ordinal);
            Assert.Contains("process 4711 (http://localhost:7071)", e.Message, StringComparison.Ordinal);
            Assert.Contains("--data <folder>", e.Message, StringComparison.Ordinal);
        }

        using var next = DataFolder.Take(_folder.Path);
        Assert.Null(DataFolder.Read(_folder.Path));
    }

    [Fact]
    public void A_place_where_no_folder_can_be_is_named()
    {
        var file = _folder["file"];
        File.WriteAllText(file, "");

        Assert.Contains($"The data folder {file} cannot be written", Assert.Throws<LocalException>(() => DataFolder.Take(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_run_left_is_ended_and_said()
    {
        using var left = Process.Start(new ProcessStartInfo("node", ["-e", "setInterval(() => {}, 1e6)"]))!;
        Leave(ChildProcess.Of("the app", left, endsByItself: false));
        using var folder = DataFolder.Take(_folder.Path);

        await folder.EndLeftOversAsync(_said, Cancel);

        Assert.True(left.HasExited);
        Assert.Contains($"left the app behind (process {left.Id.ToString(CultureInfo.InvariantCulture)})", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_only_has_the_number_of_one_that_was_left_is_not_touched()
    {
        using var other = Process.Start(new ProcessStartInfo("node", ["-e", "setInterval(() => {}, 1e6)"]))!;
        try
        {
            var left = ChildProcess.Of("the app", other, endsByItself: false);
            Leave(left with { StartedAt = left.StartedAt.AddMinutes(-1) });
            using var folder = DataFolder.Take(_folder.Path);

            await folder.EndLeftOversAsync(_said, Cancel);

            Assert.False(other.HasExited);
            Assert.Equal("", _said.ToString());
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync(Cancel);
        }
    }

    /// <summary>The folder as a run leaves it that was killed: the record is there, the lock is not.</summary>
    private void Leave(ChildProcess child)
    {
        var file = _folder["run.json"];
        byte[] record;
        using (var folder = DataFolder.Take(_folder.Path))
        {
            folder.Write(new RunRecord(4711, "http://localhost:7071", null, [child]));
            record = File.ReadAllBytes(file);
        }

        File.WriteAllBytes(file, record);
    }
}
