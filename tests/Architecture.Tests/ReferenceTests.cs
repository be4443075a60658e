using System.Reflection;

namespace Architecture.Tests;

/// <summary>Which walls of the house stand: who may know whom.</summary>
public sealed class ReferenceTests
{
    /// <summary>From the innermost outwards: each may reference those before it, and no other project.</summary>
    private static readonly string[] Layers = ["Saml", "SignOn", "AzureAdapters", "Functions"];

    [Fact]
    public void References_go_inwards_only()
    {
        for (var at = 0; at < Layers.Length; at++)
        {
            var wrong = ProjectFile.Of(Layers[at]).ProjectNames.Except(Layers[..at]);
            Assert.True(!wrong.Any(), $"{Layers[at]} references {string.Join(", ", wrong)}. It may know {string.Join(", ", Layers[..at])} alone.");
        }
    }

    [Fact]
    public void Nothing_that_is_deployed_knows_the_pretend_IdP_or_the_laptops_runner()
    {
        var seen = new HashSet<string>();
        var next = new Queue<string>(["Functions"]);
        while (next.TryDequeue(out var name))
        {
            if (seen.Add(name))
            {
                ProjectFile.Of(name).ProjectNames.ToList().ForEach(next.Enqueue);
            }
        }

        Assert.DoesNotContain("LocalIdp", seen);
        Assert.DoesNotContain("Local", seen);
        Assert.Equal(Layers.Order(), seen.Order());
    }

    [Fact]
    public void The_pretend_IdP_shares_no_code_with_the_engine_that_it_tests() => Assert.Empty(ProjectFile.Of("LocalIdp").ProjectNames);

    [Fact]
    public void The_engine_knows_no_host_no_cloud_no_log_and_no_XML_library()
    {
        var references = ReferencesOf(typeof(Saml.ResponseVerifier).Assembly);

        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.StartsWith("System.Net.Http", StringComparison.Ordinal) || name.StartsWith("System.Security.Cryptography.Xml", StringComparison.Ordinal));
        Assert.Empty(ProjectFile.Of("Saml").Packages);
    }

    [Fact]
    public void The_domain_knows_no_HTTP_and_no_Azure()
    {
        var references = ReferencesOf(typeof(SignOn.AcceptResponse).Assembly);

        Assert.DoesNotContain(references, name => name.StartsWith("Azure.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Azure.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Net.Http", StringComparison.Ordinal)
            || name.StartsWith("System.Net", StringComparison.Ordinal));
    }

    [Fact]
    public void Stand_ins_are_reached_by_the_switch_alone()
    {
        var outside = ProjectFile.All.Where(project => !project.IsStandIn && project.Name != "StandIns.Worker.Tests");

        Assert.All(outside, project => Assert.DoesNotContain(project.Projects, path => path.StartsWith("src/StandIns/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Stand_ins_know_nobody_but_each_other() => Assert.All(
        ProjectFile.All.Where(project => project.IsStandIn),
        project => Assert.All(project.Projects, path => Assert.StartsWith("src/StandIns/", path, StringComparison.Ordinal)));

    [Fact]
    public void The_source_of_functions_names_no_type_of_the_stand_ins_own_runtime() => Assert.All(
        RepositoryFiles.Code("src/Functions", "src/AzureAdapters", "src/SignOn", "src/Saml"),
        path => Assert.DoesNotContain("Functions.Worker.Runtime", RepositoryFiles.Read(path), StringComparison.Ordinal));

    private static List<string> ReferencesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];
}
