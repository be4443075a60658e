namespace Local.Tests;

public sealed class BootstrapKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-tests-");

    private string File => Path.Combine(_folder.FullName, BootstrapKey.FileName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_keeps_its_key_and_another_has_another()
    {
        var other = _folder.CreateSubdirectory("other");

        var key = BootstrapKey.ReadOrMake(_folder.FullName);

        Assert.Matches("^[0-9a-f]{64}$", key);
        Assert.Equal(key, BootstrapKey.ReadOrMake(_folder.FullName));
        Assert.NotEqual(key, BootstrapKey.ReadOrMake(other.FullName));
    }

    [Fact]
    public void Only_this_user_can_read_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        BootstrapKey.ReadOrMake(_folder.FullName);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<LocalException>(() => BootstrapKey.ReadOrMake(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_key_is_refused()
    {
        BootstrapKey.ReadOrMake(_folder.FullName);
        System.IO.File.WriteAllText(File, "short");

        Assert.Contains("Delete it", Assert.Throws<LocalException>(() => BootstrapKey.ReadOrMake(_folder.FullName)).Message, StringComparison.Ordinal);
    }
}
