using System.Reflection;

namespace Local;

/// <summary>Looks at what the app was built on.</summary>
internal static class BuildCheck
{
    /// <summary>Refuses an app that needs the Functions host: nothing here starts one.</summary>
    /// <exception cref="LocalException">It was built on Microsoft's packages.</exception>
    public static void Run() =>
        Run(typeof(BuildCheck).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AzurePackages").Value!);

    /// <summary>The same for a known build.</summary>
    /// <param name="packages">The value of AzurePackages.</param>
    /// <exception cref="LocalException">It was built on Microsoft's packages.</exception>
    internal static void Run(string packages)
    {
        if (packages == "official")
        {
            throw new LocalException(
                "This was built with AzurePackages=official, and such an app needs the Functions host. "
                + "Remove AzurePackages from the environment and start again, or use 'func start' in src/Functions.");
        }
    }
}
