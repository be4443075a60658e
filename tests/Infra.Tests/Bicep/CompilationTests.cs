using System.Text.RegularExpressions;
using TestSupport;

namespace Infra.Tests.Bicep;

public sealed class CompilationTests
{
    private const int MaxModuleLines = 110;

    private static string[] Modules { get; } = Directory.GetFiles(Repository.PathOf("infra", "modules"), "*.bicep");

    [Fact]
    public async Task The_compiler_has_nothing_to_say_about_main_and_all_its_modules() =>
        Assert.Equal("", await BicepCompiler.DiagnoseAsync(Repository.PathOf("infra", "main.bicep")));

    [Theory]
    [InlineData("modules/storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeys: false", "BCP037")]
    [InlineData("modules/storage.bicep", "output name string = account.name", "output name string = account.nam", "BCP083")]
    [InlineData("modules/vault.bicep", "softDeleteRetentionInDays: 90", "softDeleteRetentionInDays: '90'", "BCP036")]
    [InlineData("modules/identity.bicep", "tags: tags", "tags: tags }", "BCP")]
    [InlineData("main.bicep", "    retentionDays: logRetentionDays\n", "", "BCP035")]
    [InlineData("main.bicep", "    recover: recoverVault\n", "    recover: recoverVault\n    more: 1\n", "BCP037")]
    [InlineData("main.bicep", "vault.outputs.uri", "vault.outputs.url", "BCP083")]
    [InlineData("main.bicep", "param alertEmail string = ''", "param alertEmail string = ''\nparam unused string = ''", "no-unused-params")]
    public async Task The_compiler_sees_what_is_wrong(string file, string right, string wrong, string code)
    {
        using var folder = new TemporaryFolder();
        foreach (var source in Directory.GetFiles(BicepCompiler.InfraFolder, "*", SearchOption.AllDirectories))
        {
            var copy = folder[Path.GetRelativePath(BicepCompiler.InfraFolder, source)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(source, copy);
        }

        var text = await File.ReadAllTextAsync(folder[file], TestContext.Current.CancellationToken);
        Assert.Contains(right, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder[file], text.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains(code, await BicepCompiler.DiagnoseAsync(folder["main.bicep"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_is_formatted()
    {
        foreach (var file in Modules.Append(Repository.PathOf("infra", "main.bicep")))
        {
            Assert.Equal(await BicepCompiler.FormatAsync(file), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Nothing_depends_on_when_or_how_often_it_is_deployed() =>
        Assert.DoesNotContain(Modules.Append(Repository.PathOf("infra", "main.bicep")).Select(File.ReadAllText), s => Regex.IsMatch(s, @"\b(utcNow|newGuid)\("));

    [Fact]
    public void A_module_has_at_most_110_lines() =>
        Assert.DoesNotContain(Modules, m => File.ReadLines(m).Count() > MaxModuleLines);

    [Fact]
    public void Every_module_is_used()
    {
        var sources = Modules.Append(Repository.PathOf("infra", "main.bicep")).Select(File.ReadAllText).ToList();

        Assert.NotEmpty(Modules);
        Assert.All(Modules, m => Assert.Contains(sources, s => s.Contains($"{Path.GetFileName(m)}'", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Main_makes_nothing_but_the_group_and_modules()
    {
        var lines = await File.ReadAllLinesAsync(Repository.PathOf("infra", "main.bicep"), TestContext.Current.CancellationToken);

        var line = Assert.Single(lines, l => l.StartsWith("resource ", StringComparison.Ordinal));
        Assert.Contains("Microsoft.Resources/resourceGroups", line, StringComparison.Ordinal);
    }
}
