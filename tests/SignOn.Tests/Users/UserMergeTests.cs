namespace SignOn.Tests.Users;

public sealed class UserMergeTests
{
    private static readonly UserForm Began = new("a", "x@y.z", "a", "a", "a", "a");

    [Fact]
    public void What_one_of_two_admins_changed_is_kept_and_where_both_did_it_is_shown()
    {
        var theirs = Began with { Name = "t", IdeLanguage = "t", Language = "t" };
        var mine = Began with { Name = "m", IdeLanguage = "t", Profile = "m", Email = "other@y.z" };

        Assert.Equal(new UserForm("m", "x@y.z", "t", "t", "m", "a"), UserMerge.Apply(Began, theirs, mine));
        Assert.Equal(
            [("name", (bool?)null), ("ide-language", false), ("language", false), ("profile", true)],
            UserMerge.Compare(Began, theirs, mine).Select(m => (m.Field, m.IsMine)));
    }
}
