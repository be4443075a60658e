using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignOn;
using TestSupport;

namespace AzureAdapters.Tests.Keys;

public sealed class PfxFileKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Start);

    private string PfxPath => _folder["keys/signing.pfx"];

    public void Dispose() => _folder.Dispose();

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
        Assert.Single(await late.ReadForDecryptionAsync(Stop));
    }

    [Fact]
    public async Task A_new_key_is_published_at_once_signs_when_its_time_comes_and_the_old_one_stays_until_it_expires()
    {
        using var keys = NewKeys();
        var old = (await keys.ReadAsync(Stop)).Active;
        _time.Advance(TimeSpan.FromDays(700));
        var files = new PfxKeyFiles(PfxPath, _time);
        files.MakeNext(_time.GetUtcNow() + PfxKeyFiles.PublishedBeforeUse);

        _time.Advance(PfxFileKeys.ReadEvery);
        var during = await keys.ReadAsync(Stop);
        Assert.Equal((old, 2), (during.Active, during.Published.Count));
        var next = during.Published[1];

        _time.Advance(PfxKeyFiles.PublishedBeforeUse);
        Assert.Equal([next, old], (await keys.ReadAsync(Stop)).Published);
        Assert.Same(next, (await keys.ReadAsync(Stop)).ForEncryption);

        _time.Advance(old.NotAfter - _time.GetUtcNow());
        Assert.Equal([next], (await keys.ReadAsync(Stop)).Published);
        Assert.Equal([next, old], await keys.ReadForDecryptionAsync(Stop));
    }

    [Fact]
    public async Task A_key_that_waits_can_be_used_at_once()
    {
        using var keys = NewKeys();
        await keys.ReadAsync(Stop);
        var files = new PfxKeyFiles(PfxPath, _time);
        var waiting = files.MakeNext(Start + PfxKeyFiles.PublishedBeforeUse);
        _time.Advance(PfxFileKeys.ReadEvery);
        var next = (await keys.ReadAsync(Stop)).Published[1].Thumbprint;
        Assert.Equal(waiting, files.Waiting()!.Path);

        files.UseNow(waiting);
        _time.Advance(PfxFileKeys.ReadEvery);

        Assert.Equal(next, (await keys.ReadAsync(Stop)).Active.Thumbprint);
        Assert.Null(files.Waiting());
    }

    [Fact]
    public async Task The_first_file_may_go_once_another_signs()
    {
        using (var first = NewKeys())
        {
            await first.ReadAsync(Stop);
        }

        new PfxKeyFiles(PfxPath, _time).MakeNext(Start);
        File.Delete(PfxPath);
        using var keys = NewKeys();

        Assert.Single((await keys.ReadAsync(Stop)).Published);
        Assert.False(File.Exists(PfxPath));
    }

    [Theory]
    [InlineData("signing.from-tomorrow.pfx", "says no time")]
    [InlineData("signing.from-20261123T090000Z.pfx", "cannot be used")]
    public async Task Rubbish_beside_the_key_is_named_at_the_start_and_takes_nothing_away_later(string name, string problem)
    {
        using var running = NewKeys();
        var key = (await running.ReadAsync(Stop)).Active;
        var rubbish = Path.Combine(Path.GetDirectoryName(PfxPath)!, name);
        await File.WriteAllTextAsync(rubbish, "rubbish", Stop);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(rubbish, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _time.Advance(PfxFileKeys.ReadEvery);
        Assert.Same(key, (await running.ReadAsync(Stop)).Active);

        using var starting = NewKeys();
        var message = (await Assert.ThrowsAsync<SettingsException>(() => starting.ReadAsync(Stop))).Message;
        Assert.Contains(rubbish, message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_with_other_names_are_nobodys_keys()
    {
        using var keys = NewKeys();
        await keys.ReadAsync(Stop);
        File.Copy(PfxPath, Path.Combine(Path.GetDirectoryName(PfxPath)!, "signing.backup.pfx"));
        _time.Advance(PfxFileKeys.ReadEvery);

        Assert.Single((await keys.ReadAsync(Stop)).Published);
    }

    private PfxFileKeys NewKeys() => new(PfxPath, _time, NullLogger<PfxFileKeys>.Instance);
}
