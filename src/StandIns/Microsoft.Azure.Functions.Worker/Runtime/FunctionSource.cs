using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Where the runtime looks for functions and for host.json. Tests give their own classes.</summary>
internal sealed record FunctionSource(Func<IEnumerable<Type>> Types, string Directory)
{
    public static FunctionSource EntryAssembly() => new(
        () => Assembly.GetEntryAssembly()?.GetTypes() ?? [],
        AppContext.BaseDirectory);
}
