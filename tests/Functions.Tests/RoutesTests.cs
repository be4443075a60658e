using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>The host asks its routes one after the other, in the order of the functions' names, and no rule says which template is the better one.</summary>
    [Fact]
    public void No_address_is_answered_by_two_functions_for_the_same_method()
    {
        var triggers = HttpTriggers().ToList();
        var overlaps =
            from one in triggers
            from other in triggers
            where one.Name != other.Name
                && one.Trigger.Methods!.Intersect(other.Trigger.Methods!, StringComparer.OrdinalIgnoreCase).Any()
                && Overlaps(one.Trigger.Route!, other.Trigger.Route!)
            select $"{one.Name} ({one.Trigger.Route}) and {other.Name} ({other.Trigger.Route})";

        Assert.Empty(overlaps);
    }

    [Theory]
    [InlineData("a/{b}", "a/new", true)]
    [InlineData("a/{b}", "A/{c}", true)]
    [InlineData("a/{b}/c", "a/new/{d}", true)]
    [InlineData("a", "a/{b?}", true)]
    [InlineData("a/{b}", "{c}/a", true)]
    [InlineData("{a?}", "b", true)]
    [InlineData(HomeFunction.Route, "b", false)]
    [InlineData(HomeFunction.Route, HomeFunction.Route, true)]
    [InlineData("a/{b}", "a/b/c", false)]
    [InlineData("a/{b}/c", "a/{b}/d", false)]
    public void Two_routes_that_share_an_address_are_found(string one, string other, bool share)
    {
        Assert.Equal(share, Overlaps(one, other));
        Assert.Equal(share, Overlaps(other, one));
    }

    /// <summary>RFC 9110 9.1: a server supports GET and HEAD.</summary>
    [Fact]
    public void What_answers_GET_answers_HEAD_and_nothing_answers_HEAD_alone() => Assert.All(
        HttpTriggers(), t => Assert.Equal(t.Trigger.Methods!.Contains("get"), t.Trigger.Methods!.Contains("head")));

    /// <summary>The host lets anybody fill a parameter by a query or a JSON body that has its name, a token too (see src/StandIns/README.md).</summary>
    [Fact]
    public void An_HTTP_function_takes_the_request_the_values_of_its_route_and_nothing_else() => Assert.All(
        Functions().Where(f => f.GetParameters().Any(p => p.GetCustomAttribute<HttpTriggerAttribute>() is not null)),
        f =>
        {
            var route = TemplateParser.Parse(f.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Single().Route!);
            var required = route.Parameters.Where(p => !p.IsOptional).Select(p => p.Name);
            var taken = f.GetParameters().Where(p => p.GetCustomAttribute<HttpTriggerAttribute>() is null).Select(p => p.Name);
            Assert.Empty(taken.Except(required));
        });

    [Fact]
    public void Function_names_are_unique()
    {
        var names = Functions().Select(f => f.GetCustomAttribute<FunctionAttribute>()!.Name).ToList();

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }

    /// <summary>
    /// Tries the addresses of one route in which each parameter has the other one's literal. More are not needed as long as the one constraint
    /// of the app is that of the front page, and no segment has more than one part.
    /// </summary>
    private static bool Overlaps(string one, string other)
    {
        var (template, another) = (TemplateParser.Parse(one), TemplateParser.Parse(other));
        Assert.All(template.Segments, segment => Assert.True(segment.IsSimple && !segment.Parts[0].IsCatchAll));
        Assert.All(template.Parameters, parameter => Assert.True(one == HomeFunction.Route || !parameter.InlineConstraints.Any(), $"This test must learn the constraint of {one}."));
        var full = template.Segments.Select((segment, at) => segment.Parts[0].Text ?? another.Segments.ElementAtOrDefault(at)?.Parts[0].Text ?? "x").ToList();
        var least = template.Segments.TakeWhile(segment => !segment.Parts[0].IsOptional).Count();
        return Enumerable.Range(least, full.Count - least + 1).Any(count =>
        {
            var path = "/" + string.Join('/', full.Take(count));
            return Matches(template, path) && Matches(another, path);
        });
    }

    private static bool Matches(RouteTemplate template, string path)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(template, []).TryMatch(path, values) && template.Parameters.All(parameter =>
            !values.ContainsKey(parameter.Name!) || parameter.InlineConstraints.All(c =>
                Constraints.ResolveConstraint(c.Constraint)!.Match(null, null, parameter.Name!, values, RouteDirection.IncomingRequest)));
    }

    private static readonly IInlineConstraintResolver Constraints = new ServiceCollection().AddRouting().AddLogging().BuildServiceProvider().GetRequiredService<IInlineConstraintResolver>();

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
