using System.Reflection;
using System.Text.RegularExpressions;
using Functions;
using Microsoft.Azure.Functions.Worker;
using TestSupport;

namespace Infra.Tests;

/// <summary>What the code says of itself: its attributes by reflection, its clients by its text.</summary>
internal static class Code
{
    public sealed record QueueBinding(string Queue, string? Connection, bool IsTrigger);

    private static MethodInfo[] Methods { get; } =
    [
        .. typeof(AppOptions).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    private static string[] Sources { get; } =
    [
        .. new[] { "SignOn", "AzureAdapters", "Functions" }
            .SelectMany(p => Directory.GetFiles(Repository.PathOf("src", p), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText),
    ];

    public static IEnumerable<string> FunctionNames => Methods.Select(m => m.GetCustomAttribute<FunctionAttribute>()!.Name);

    public static IEnumerable<string> Routes =>
        Methods.SelectMany(m => m.GetParameters()).Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()?.Route).OfType<string>();

    public static IReadOnlyList<QueueBinding> QueueBindings { get; } =
    [
        .. Methods.SelectMany(m => m.GetParameters()).Select(p => p.GetCustomAttribute<QueueTriggerAttribute>()).OfType<QueueTriggerAttribute>()
            .Select(t => new QueueBinding(t.QueueName, t.Connection, true)),
        // A function with several outputs has them on the properties of what it returns.
        .. Methods.Select(m => m.GetCustomAttribute<QueueOutputAttribute>())
            .Concat(typeof(AppOptions).Assembly.GetTypes().SelectMany(t => t.GetProperties()).Select(p => p.GetCustomAttribute<QueueOutputAttribute>()))
            .OfType<QueueOutputAttribute>()
            .Select(o => new QueueBinding(o.QueueName, o.Connection, false)),
    ];

    /// <summary>The Azure clients that the code makes.</summary>
    public static IReadOnlySet<string> AzureClients { get; } =
        Sources.SelectMany(s => Regex.Matches(s, @"\bnew (\w+(?:Service)?Client)\(")).Select(m => m.Groups[1].Value).ToHashSet();

    /// <summary>Whether the code makes such a client or has such an attribute.</summary>
    public static bool Uses(string name) =>
        AzureClients.Contains(name) || Sources.Any(s => Regex.IsMatch(s, $@"\[{Regex.Escape(name)}\("));
}
