using Microsoft.Extensions.Time.Testing;
using TestSupport;

namespace LocalIdp.Tests.Keys;

public sealed class KeyFolderTests : IDisposable
{
    private readonly TemporaryFolder _parent = new();

    private string Folder => _parent["made/keys"];

    private string SigningFile => Path.Combine(Folder, "idp-signing.pfx");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _parent.Dispose();

    [Fact]
    public async Task A_restart_keeps_the_certificate_and_only_the_owner_can_read_it()
    {
        var first = await StartAndReadThumbprint();
        var second = await StartAndReadThumbprint();

        Assert.Equal(first, second);
        Assert.Equal([SigningFile], Directory.GetFiles(Folder));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SigningFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public async Task Servers_that_start_at_once_agree_on_one_certificate()
    {
        var thumbprints = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(StartAndReadThumbprint, Cancel)));

        Assert.Single(thumbprints.Distinct());
        Assert.Equal([SigningFile], Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_refused_with_the_command_that_mends_it()
    {
        await StartAndReadThumbprint();
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(SigningFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(StartAndReadThumbprint);

        Assert.Contains($"chmod 600 '{SigningFile}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_is_refused_by_name()
    {
        await StartAndReadThumbprint();
        await File.WriteAllTextAsync(SigningFile, "not a PFX", Cancel);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(StartAndReadThumbprint);

        Assert.Contains(SigningFile, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_by_name()
    {
        await StartAndReadThumbprint();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddYears(4));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => LocalIdpServer.StartAsync(new LocalIdpOptions { KeyFolder = Folder, Clock = clock }, Cancel));

        Assert.Contains($"{SigningFile} expired on", error.Message, StringComparison.Ordinal);
    }

    private async Task<string> StartAndReadThumbprint()
    {
        await using var idp = await LocalIdpServer.StartAsync(new LocalIdpOptions { KeyFolder = Folder }, Cancel);
        return idp.SigningCertificate.Thumbprint;
    }
}
