using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Tests.Manage;

/// <summary>All HTTP functions as they are declared.</summary>
internal static class ManageFunctions
{
    /// <summary>Name, methods and route of every HTTP function.</summary>
    public static IReadOnlyList<(string Name, string Method, string Route)> Http { get; } =
    [
        .. from type in typeof(AcsFunction).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           from verb in trigger.Methods!
           select (function.Name, verb.ToUpperInvariant(), trigger.Route!),
    ];

    /// <summary>Those below /manage.</summary>
    public static IReadOnlyList<(string Name, string Method, string Route)> Manage { get; } =
        [.. Http.Where(f => f.Route.Equals("manage", StringComparison.OrdinalIgnoreCase) || f.Route.StartsWith("manage/", StringComparison.OrdinalIgnoreCase))];
}
