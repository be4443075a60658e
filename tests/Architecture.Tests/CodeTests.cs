using System.Text.RegularExpressions;
using TestSupport;

namespace Architecture.Tests;

/// <summary>Habits that a compiler does not watch.</summary>
public sealed partial class CodeTests
{
    private const int MostLines = 300;

    /// <summary>Who may wait for time to pass, and why. Everybody else awaits what happens.</summary>
    private static readonly Dictionary<string, string> Waiters = new()
    {
        ["src/Local/AppProcess.cs"] = "asks the app's health until it listens: nothing announces that",
        ["src/SignOn/Metadata/NewerKeys.cs"] = "looks at a row until another instance's finding is in it: nothing announces that",
        ["src/Local/AzuriteInstallation.cs"] = "waits for a lock file of another process: nothing announces its release",
        ["src/StandIns/Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues/Runtime/MessageLease.cs"] = "renews a lease at half its time",
        ["src/StandIns/Microsoft.Azure.Functions.Worker.Extensions.Timer/Runtime/TimerListener.cs"] = "is a timer",
        ["src/StandIns/Microsoft.Azure.Functions.Worker/Runtime/ListenerService.cs"] = "starts the listeners a moment after the server, so that the first requests go before them",
        ["tests/EndToEnd.Tests/Harness/StorageFault.cs"] = "plays slow storage for the benchmark that counts what waits for what",
        ["tests/FunctionsHost/QueueBindings.cs"] = "asks a queue for messages at the pace of host.json, as the Functions host does",
        ["tests/FunctionsHost/TimerTriggers.cs"] = "is a timer",
        ["tests/StandIns.Worker.Tests/Queues/QueueTriggerTests.cs"] = "proves that nothing happens to a message while its lease is renewed: only time shows that",
        ["tests/StandIns.Worker.Tests/Queues/TestQueue.cs"] = "asks the emulator's queue until it changes: nothing announces that",
    };

    [Fact]
    public void Nobody_waits_for_time_to_pass_without_a_reason()
    {
        var waiters = RepositoryFiles.Code("src", "tests").Where(path => Waiting().IsMatch(RepositoryFiles.Read(path))).ToList();

        Assert.Equal(Waiters.Keys.Order(StringComparer.Ordinal), waiters.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_thread_of_the_product_waits_for_a_task()
    {
        var waiters = RepositoryFiles.Code("src/SignOn", "src/AzureAdapters", "src/Functions").Where(path => Blocking().IsMatch(RepositoryFiles.Read(path)));

        // The client of the tables, while the app is being built: its factory is synchronous, and no request is there yet.
        Assert.Equal(["src/AzureAdapters/Tables/TablesOpening.cs"], waiters);
    }

    [Fact]
    public void Nothing_is_left_for_later_and_no_test_is_skipped()
    {
        var unfinished = RepositoryFiles.Code("src", "tests").Where(path => Unfinished().IsMatch(RepositoryFiles.Read(path)));

        Assert.Empty(unfinished);
    }

    [Fact]
    public void No_file_of_the_product_is_longer_than_a_few_screens()
    {
        var tooLong = RepositoryFiles.Code("src").Where(path => RepositoryFiles.Read(path).AsSpan().Count('\n') > MostLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Namespaces_begin_with_the_name_of_their_project()
    {
        foreach (var project in ProjectFile.All.Where(project => !project.IsStandIn))
        {
            foreach (var path in CodeOf(project))
            {
                var names = Namespace().Matches(RepositoryFiles.Read(path)).Select(match => match.Groups["name"].Value);
                Assert.All(names, name => Assert.True(
                    name == project.Name || name.StartsWith(project.Name + ".", StringComparison.Ordinal), $"{path} is in namespace {name}."));
            }
        }
    }

    [Fact]
    public void Namespaces_are_file_scoped() => Assert.All(
        RepositoryFiles.Code("src", "tests"), path => Assert.DoesNotMatch(@"(?m)^namespace [A-Za-z.]+\s*(\{|$)", RepositoryFiles.Read(path)));

    [Fact]
    public void Each_project_has_at_most_one_table_of_log_messages() => Assert.All(ProjectFile.All.Where(project => project.IsSource), project =>
        Assert.InRange(CodeOf(project).Count(path => RepositoryFiles.Read(path).Contains("[LoggerMessage(", StringComparison.Ordinal)), 0, 1));

    /// <summary>The worker sends a result to the host as JSON after the response has left; a test of Functions shows that ours have nothing in them.</summary>
    [Fact]
    public void Functions_answer_with_results_of_their_own() => Assert.All(
        RepositoryFiles.Code("src/Functions"), path => Assert.DoesNotMatch(@"\b(?:Typed)?Results\.", RepositoryFiles.Read(path)));

    [Fact]
    public void No_file_names_a_package_registrys_host()
    {
        // In halves, so that this file keeps the rule.
        string[] hosts = ["registry." + "npmjs", "nuget" + ".org", "deb." + "debian", "pypi" + ".org", "crates" + ".io"];
        var text = RepositoryFiles.All.Where(path => !path.EndsWith(".png", StringComparison.Ordinal) && new FileInfo(Repository.PathOf(path)).Length < 2_000_000);

        Assert.All(text, path =>
        {
            var content = RepositoryFiles.Read(path);
            Assert.All(hosts, host => Assert.False(content.Contains(host, StringComparison.OrdinalIgnoreCase), $"{path} names {host}."));
        });
    }

    private static IEnumerable<string> CodeOf(ProjectFile project)
    {
        var folder = Path.GetDirectoryName(project.Path)!;
        var nested = ProjectFile.All.Select(other => Path.GetDirectoryName(other.Path)!).Where(other => other.StartsWith(folder + "/", StringComparison.Ordinal)).ToList();
        return RepositoryFiles.Code(folder).Where(path => !nested.Any(other => path.StartsWith(other + "/", StringComparison.Ordinal)));
    }

    // Waiting for ever, until a token ends it, is waiting for an event.
    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Waiting();

    [GeneratedRegex(@"\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(|\.Result;|\.Result\.")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"//.*\b(?:TO(?:DO)|FIX(?:ME)|HA(?:CK)|XX(?:X))\b|\bSkip\s*=\s*""|\bNotImplemented(?:Exception)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?m)^namespace (?<name>[A-Za-z0-9_.]+)")]
    private static partial Regex Namespace();
}
