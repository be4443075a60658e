using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace AzureAdapters.Tests.Keys;

public sealed class PfxFileKeysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pfx-");
    private readonly FakeTimeProvider _time = new(Start);

    private string PfxPath => Path.Combine(_folder.FullName, "keys", "signing.pfx");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_key_is_made_once_and_stays()
    {
        using var first = NewKeys();
        using var second = NewKeys();

        var made = (await first.ReadAsync(Stop)).Active;

        Assert.Equal(made.Thumbprint, (await second.ReadAsync(Stop)).Active.Thumbprint);
        Assert.Equal(Start.AddYears(2), made.NotAfter);
        Assert.Equal(384, made.Sign("x"u8).Length);
        Assert.Equal(["signing.pfx"], Directory.GetFileSystemEntries(Path.GetDirectoryName(PfxPath)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Two_starts_at_once_end_up_with_one_key()
    {
        var keys = Enumerable.Range(0, 4).Select(_ => NewKeys()).ToList();

        var rings = await Task.WhenAll(keys.Select(k => Task.Run(() => k.ReadAsync(Stop))));

        Assert.Single(rings.Select(r => r.Active.Thumbprint).Distinct());
        keys.ForEach(k => k.Dispose());
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_can_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            // No such modes there: what the user's profile folder allows, counts.
            return;
        }

        using var keys = NewKeys();
        await keys.ReadAsync(Stop);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PfxPath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(PfxPath)!));

        File.SetUnixFileMode(PfxPath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using var careless = NewKeys();
        Assert.Contains("chmod 600", (await Assert.ThrowsAsync<SettingsException>(() => careless.ReadAsync(Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named_and_never_replaced()
    {
        using (var keys = NewKeys())
        {
            await keys.ReadAsync(Stop);
        }

        await File.WriteAllTextAsync(PfxPath, "rubbish", Stop);
        using var broken = NewKeys();

        Assert.Contains(PfxPath, (await Assert.ThrowsAsync<SettingsException>(() => broken.ReadAsync(Stop))).Message, StringComparison.Ordinal);
        Assert.Equal("rubbish", await File.ReadAllTextAsync(PfxPath, Stop));
    }

    [Fact]
    public async Task An_expired_key_is_named_and_never_replaced()
    {
        using (var keys = NewKeys())
        {
            await keys.ReadAsync(Stop);
        }

        _time.Advance(TimeSpan.FromDays(800));
        using var late = NewKeys();

        Assert.Contains("expired", (await Assert.ThrowsAsync<SettingsException>(() => late.ReadAsync(Stop))).Message, StringComparison.Ordinal);
    }

    private PfxFileKeys NewKeys() => new(PfxPath, _time, NullLogger<PfxFileKeys>.Instance);
}
