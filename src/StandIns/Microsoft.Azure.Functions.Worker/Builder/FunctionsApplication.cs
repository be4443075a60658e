namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app starts.</summary>
#pragma warning disable CA1052 // The official type is not static.
public class FunctionsApplication
#pragma warning restore CA1052
{
    /// <summary>A builder with the default configuration, logging and services.</summary>
    /// <param name="args">The command line.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, Runtime.FunctionSource.EntryAssembly());
}
