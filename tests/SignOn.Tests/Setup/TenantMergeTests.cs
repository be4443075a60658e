namespace SignOn.Tests.Setup;

public sealed class TenantMergeTests
{
    [Theory]
    [InlineData("a", "a", "b", true)]
    [InlineData("a", "b", "a", false)]
    [InlineData("a", "b", "b", false)]
    [InlineData("a", "b", "c", null)]
    [InlineData("", "b", "", false)]
    public void The_one_who_changed_a_setting_is_proposed_and_where_both_did_somebody_must_choose(string began, string theirs, string mine, bool? isMine) =>
        Assert.Equal(isMine, Assert.Single(TenantMerge.Compare(Values(began), Values(theirs), Values(mine))).IsMine);

    [Fact]
    public void What_nobody_changed_is_not_asked_about() => Assert.Empty(TenantMerge.Compare(Values("a"), Values("a"), Values("a")));

    [Fact]
    public void What_the_refresh_writes_is_nobodys_change() => Assert.Empty(TenantMerge.Compare(
        new Dictionary<string, string>(), new Dictionary<string, string> { ["IdpMetadataRefreshedAt"] = "2026-11-22T09:00:00.000Z" }, new Dictionary<string, string>()));

    private static Dictionary<string, string> Values(string name) => new() { ["DisplayName"] = name };
}
