namespace Local.Tests;

public sealed class LocalOptionsTests
{
    [Fact]
    public void Without_arguments_everything_is_where_the_README_says()
    {
        var options = LocalOptions.Parse([]);

        Assert.Equal((7071, 7072, 10000), (options.Port, options.IdpPort, options.StoragePort));
        Assert.Equal("http://localhost:7071", options.BaseUrl);
        Assert.Equal(".local", Path.GetFileName(options.Data));
        Assert.Null(options.NewUser);
    }

    [Fact]
    public void Ports_and_folder_can_be_chosen()
    {
        var options = LocalOptions.Parse(["--port", "8071", "--idp-port", "8072", "--storage-port", "11000", "--data", "/tmp/x"]);

        Assert.Equal((8071, 8072, 11000, "/tmp/x"), (options.Port, options.IdpPort, options.StoragePort, options.Data));
    }

    [Fact]
    public void A_user_is_described_as_on_the_tutorials_form()
    {
        var user = LocalOptions.Parse(
            ["add-user", "contoso-live", "--email", "b@contoso.com", "--name", "B", "--language", "en", "--ide-language", "fr", "--profile", "Dev"]).NewUser!;

        Assert.Equal("contoso-live", user.TenantId);
        Assert.Equal("b@contoso.com", user.Request.Email);
        Assert.Equal("B", user.Request.Settings.DisplayName);
        Assert.Equal("en", user.Request.Settings.Language);
        Assert.Equal("fr", user.Request.Settings.IdeLanguage);
        Assert.Equal("Dev", user.Request.Settings.Profile);
    }

    [Theory]
    [InlineData(false, "roll-key", "--data", "/tmp/x")]
    [InlineData(true, "roll-key", "--now", "--data", "/tmp/x")]
    public void A_new_key_may_be_used_at_once(bool isNow, params string[] args)
    {
        var options = LocalOptions.Parse(args);

        Assert.Equal((true, isNow, Path.Combine("/tmp/x", "keys", "signing.pfx")), (options.RollKey, options.UseKeyNow, options.PfxPath));
    }

    [Theory]
    [InlineData("contoso", "roll-key", "contoso")]
    [InlineData("--email", "--email", "x")]
    [InlineData("needs a tenant", "add-user")]
    [InlineData("needs a tenant", "add-user", "--email", "x")]
    [InlineData("needs --email", "add-user", "contoso")]
    [InlineData("--port", "--port")]
    [InlineData("--port", "--port", "0")]
    [InlineData("--port", "--port", "65536")]
    [InlineData("--port", "--port", "7071x")]
    [InlineData("given twice", "--port", "1", "--port", "2")]
    [InlineData("stray", "stray")]
    public void A_wrong_command_line_gets_an_answer_that_names_the_fault_and_shows_the_usage(string named, params string[] args)
    {
        var e = Assert.Throws<LocalException>(() => LocalOptions.Parse(args));

        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Contains(LocalOptions.Usage, e.Message, StringComparison.Ordinal);
    }
}
