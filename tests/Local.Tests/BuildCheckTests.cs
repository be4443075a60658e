namespace Local.Tests;

public sealed class BuildCheckTests
{
    [Fact]
    public void An_app_that_needs_the_host_is_refused_with_what_to_do_and_this_build_is_not()
    {
        BuildCheck.Run();

        Assert.Contains("Remove AzurePackages from the environment", Assert.Throws<LocalException>(() => BuildCheck.Run("official")).Message, StringComparison.Ordinal);
    }
}
