namespace SignOn.Tests.Admins;

public sealed class AdminOptionsTests
{
    [Theory]
    [InlineData("Manage:BootstrapKey", "1234567890123456789012345678901", "Manage__BootstrapKey")]
    [InlineData("Manage:OperatorTenant", "no tenant", "Manage__OperatorTenant")]
    [InlineData("Manage:AuditRetentionDays", "29", "Manage__AuditRetentionDays")]
    [InlineData("Manage:AuditRetentionDays", "soon", "Manage__AuditRetentionDays")]
    public void A_wrong_setting_is_named_and_a_key_is_never_shown(string name, string value, string named)
    {
        var message = Assert.Throws<SettingsException>(() => AdminWorld.Options((name, value))).Message;

        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567890", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_there_is_no_way_in()
    {
        var options = AdminWorld.Options(("Manage:BootstrapKey", ""), ("Manage:OperatorTenant", ""), ("Manage:OperatorRole", ""));

        Assert.Null(options.BootstrapKey);
        Assert.Null(options.OperatorTenant);
        Assert.Equal("operator", options.OperatorRole);
        Assert.Equal(TimeSpan.FromDays(365), options.AuditRetention);
    }

    [Fact]
    public void A_key_of_32_characters_is_long_enough() => Assert.NotNull(AdminWorld.Options(("Manage:BootstrapKey", new string('x', 32))).BootstrapKey);
}
