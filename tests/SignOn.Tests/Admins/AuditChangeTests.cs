namespace SignOn.Tests.Admins;

public sealed class AuditChangeTests
{
    [Fact]
    public void What_differs_is_listed_by_name_and_secrets_are_not_shown()
    {
        var before = new Dictionary<string, object> { ["A"] = "1", ["B"] = true, ["C"] = "same", ["Password"] = "old" };
        var after = new Dictionary<string, object> { ["A"] = "2", ["C"] = "same", ["D"] = 7, ["Password"] = "new" };

        Assert.Equal(
            [new("A", "1", "2"), new("B", "True", null), new("D", null, "7"), new("Password", AuditChange.Redacted, AuditChange.Redacted)],
            AuditChange.Between(before, after, name => name == "Password"));
    }

    [Fact]
    public void A_long_value_is_cut() => Assert.Equal(AuditChange.MaxValueLength + 1, new AuditChange("A", null, new string('x', 5000)).Cut().After!.Length);
}
