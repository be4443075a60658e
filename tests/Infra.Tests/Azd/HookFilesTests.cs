using System.Management.Automation.Language;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SignOn;
using TestSupport;

namespace Infra.Tests.Azd;

[UnsupportedOSPlatform("windows")]
public sealed class HookFilesTests
{
    private static string Folder { get; } = Repository.PathOf("infra", "hooks");

    [Fact]
    public async Task Shell_hooks_satisfy_shellcheck()
    {
        var result = await Tool.RunAsync(Prerequisites.Shellcheck, ["--enable=all", "--exclude=SC2250,SC2310,SC2312", .. Directory.GetFiles(Folder, "*.sh")], Folder);

        Assert.True(result.ExitCode == 0, result.All);
    }

    [Fact]
    public void Shell_hooks_stop_at_the_first_failure_and_can_be_run() =>
        Assert.All(Directory.GetFiles(Folder, "*.sh"), f =>
        {
            Assert.StartsWith("#!/bin/sh\n", File.ReadAllText(f), StringComparison.Ordinal);
            Assert.Contains("\nset -eu\n", File.ReadAllText(f), StringComparison.Ordinal);
            Assert.True(File.GetUnixFileMode(f).HasFlag(UnixFileMode.UserExecute), f);
        });

    [Fact]
    public void PowerShell_hooks_parse_and_stop_at_the_first_failure() =>
        Assert.All(Directory.GetFiles(Folder, "*.ps1"), f =>
        {
            Parser.ParseFile(f, out _, out var errors);
            Assert.Empty(errors.Select(e => e.Message));
            Assert.Contains("$ErrorActionPreference = 'Stop'", File.ReadAllText(f), StringComparison.Ordinal);
        });

    [Fact]
    public void Both_kinds_of_hooks_ask_the_same_of_az()
    {
        var shell = File.ReadAllText(Path.Combine(Folder, "postprovision.sh"));
        var power = File.ReadAllText(Path.Combine(Folder, "postprovision.ps1"));
        var asked = Regex.Matches(shell, @"\bask (\w+ \w+ \w+) ").Select(m => m.Groups[1].Value).Order().ToList();

        Assert.Equal(
            ["keyvault certificate create", "keyvault certificate show", "keyvault secret set", "keyvault secret show", "storage entity insert", "storage entity show"],
            asked);
        Assert.Equal(asked, Regex.Matches(power, @"@\('(\w+)', '(\w+)', '(\w+)'").Select(m => $"{m.Groups[1]} {m.Groups[2]} {m.Groups[3]}").Order());
        Assert.Equal(Options(shell), Options(power));
        // The same answers of az lead to the same ends.
        Assert.All(
            Regex.Matches(shell, @"\*'?([A-Z]\w+|[a-z ]{8,})'?\*").Select(m => m.Groups[1].Value),
            marker => Assert.Contains(marker, power, StringComparison.Ordinal));
    }

    [Fact]
    public void Both_kinds_of_hooks_print_the_same_addresses() =>
        Assert.Equal(Addresses("postdeploy.sh"), Addresses("postdeploy.ps1"));

    [Fact]
    public void The_certificates_policy_is_RSA_3072_for_two_years_and_renews_itself()
    {
        var policy = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "signing-certificate.json")))!;

        Assert.Equal("""{"exportable":true,"keyType":"RSA","keySize":3072,"reuseKey":false}""", policy["keyProperties"]!.ToJsonString());
        Assert.Equal(24, (int)policy["x509CertificateProperties"]!["validityInMonths"]!);
        Assert.Equal("application/x-pkcs12", (string)policy["secretProperties"]!["contentType"]!);
        var action = Assert.Single(policy["lifetimeActions"]!.AsArray())!;
        Assert.Equal("AutoRenew", (string)action["action"]!["actionType"]!);
        // Long before the alert of 30 days, so that the alert means a failure.
        Assert.Equal(90, (int)action["trigger"]!["daysBeforeExpiry"]!);
    }

    [Fact]
    public void The_sample_of_a_tenant_has_columns_that_exist()
    {
        var columns = File.ReadLines(Path.Combine(Folder, "tenant.sample.txt")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('=')[0]).ToHashSet();

        Assert.Subset(TenantColumnTable.All.Select(c => c.Name).ToHashSet(), columns);
        // A column without a default must be filled.
        Assert.Superset(TenantColumnTable.All.Where(c => c.Default is null).Select(c => c.Name).ToHashSet(), columns);
    }

    private static List<string> Options(string text) => [.. Regex.Matches(text, "--[a-z-]+").Select(m => m.Value).Distinct().Order()];

    private static List<string> Addresses(string file) =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(Folder, file)), @"\$base/\S+").Select(m => m.Value)];
}
