using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Functions.Tests;

public sealed class RoutesTests
{
    public static TheoryData<string, string> Routes()
    {
        var routes = new TheoryData<string, string>();
        foreach (var (name, trigger) in HttpTriggers())
            routes.Add(name, trigger.Route!);
        return routes;
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void No_route_is_reserved_by_the_host(string function, string route)
    {
        Assert.NotEmpty(function);
        Assert.DoesNotMatch("^/?(admin|runtime)(/|$)", route);
        Assert.DoesNotMatch("^/|/$|^$", route);
    }

    [Fact]
    public void Every_HTTP_function_is_anonymous_because_browsers_have_no_function_key() =>
        Assert.All(HttpTriggers(), t => Assert.Equal(AuthorizationLevel.Anonymous, t.Trigger.AuthLevel));

    [Fact]
    public void No_two_functions_answer_the_same_method_of_the_same_route()
    {
        var answered = HttpTriggers()
            .SelectMany(t => t.Trigger.Methods!.Select(m => $"{m} {t.Trigger.Route}"))
            .ToList();

        Assert.Equal(answered.Distinct(StringComparer.OrdinalIgnoreCase), answered);
    }

    [Fact]
    public void Function_names_are_unique()
    {
        var names = Functions().Select(f => f.GetCustomAttribute<FunctionAttribute>()!.Name).ToList();

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger)> HttpTriggers() =>
        from f in Functions()
        from p in f.GetParameters()
        let trigger = p.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        select (f.GetCustomAttribute<FunctionAttribute>()!.Name, trigger);

    private static IEnumerable<MethodInfo> Functions() => typeof(AcsFunction).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null);
}
