using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Where the runtime looks for functions and for host.json. Tests give their own classes.</summary>
internal sealed record FunctionSource(Func<IEnumerable<Type>> Types, string Directory)
{
    // Functions are public, and the other types of an app are many: it costs ten times as much to load them all.
    public static FunctionSource EntryAssembly() => new(
        () => Assembly.GetEntryAssembly()?.GetExportedTypes() ?? [],
        AppContext.BaseDirectory);
}
