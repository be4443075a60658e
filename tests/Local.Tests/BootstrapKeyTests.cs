using TestSupport;

namespace Local.Tests;

public sealed class BootstrapKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder[BootstrapKey.FileName];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_keeps_its_key_and_another_has_another()
    {
        var other = Directory.CreateDirectory(_folder["other"]);

        var key = BootstrapKey.ReadOrMake(_folder.Path);

        Assert.Matches("^[0-9a-f]{64}$", key);
        Assert.Equal(key, BootstrapKey.ReadOrMake(_folder.Path));
        Assert.NotEqual(key, BootstrapKey.ReadOrMake(other.FullName));
    }

    [Fact]
    public void Only_this_user_can_read_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        BootstrapKey.ReadOrMake(_folder.Path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<LocalException>(() => BootstrapKey.ReadOrMake(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_key_is_refused()
    {
        BootstrapKey.ReadOrMake(_folder.Path);
        System.IO.File.WriteAllText(File, "short");

        Assert.Contains("Delete it", Assert.Throws<LocalException>(() => BootstrapKey.ReadOrMake(_folder.Path)).Message, StringComparison.Ordinal);
    }
}
