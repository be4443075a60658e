using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>All functions of the app, made once at start-up.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, FunctionEntry> _byName = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<FunctionEntry> Functions => _byName.Values;

    /// <exception cref="FunctionWorkerException">A function is declared wrongly; the message names it and says how to mend it.</exception>
    public static FunctionTable Discover(IEnumerable<Type> types)
    {
        var table = new FunctionTable();
        foreach (var type in types)
        {
            if (!type.IsVisible || !type.IsClass || type.IsGenericTypeDefinition) continue;

            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                if (method.GetCustomAttribute<FunctionAttribute>(inherit: false) is { } attribute) table.Add(attribute.Name, method);
            }
        }

        return table;
    }

    public FunctionEntry? Find(string name) => _byName.GetValueOrDefault(name);

    private void Add(string name, MethodInfo method)
    {
        var where = $"Function '{name}' ({method.DeclaringType?.FullName}.{method.Name})";
        if (!IsName(name))
        {
            throw new FunctionWorkerException(
                $"{where}: the name must be a letter followed by at most 126 letters, digits, '_' or '-'. Change the name in [Function].");
        }

        var (parameter, trigger) = FindTrigger(where, method);
        var entry = new FunctionEntry(name, method, parameter, trigger, FindOutputs(where, method));
        if (!_byName.TryAdd(name, entry))
        {
            throw new FunctionWorkerException(
                $"{where} has the same name as {_byName[name].Where}. Names are compared without case; give one of them another name.");
        }
    }

    private static (ParameterInfo Parameter, ITriggerPlugin Trigger) FindTrigger(string where, MethodInfo method)
    {
        var found = method.GetParameters()
            .SelectMany(p => p.GetCustomAttributes<TriggerBindingAttribute>(), (p, a) => (Parameter: p, Attribute: a))
            .ToArray();
        if (found.Length != 1)
        {
            throw new FunctionWorkerException(
                $"{where} has {found.Length} triggers. Put exactly one trigger attribute, such as [HttpTrigger], on one of its parameters.");
        }

        return found[0].Attribute is ITriggerPlugin trigger
            ? (found[0].Parameter, trigger)
            : throw new FunctionWorkerException($"{where}: the stand-in has no runtime for [{found[0].Attribute.GetType().Name}].");
    }

    private static FunctionOutput[] FindOutputs(string where, MethodInfo method)
    {
        var returned = ReturnedType(where, method);
        var onMethod = method.GetCustomAttributes<OutputBindingAttribute>().ToArray();
        if (onMethod.Length > 1)
        {
            throw new FunctionWorkerException(
                $"{where} has {onMethod.Length} output attributes on the method. Return an object whose properties carry them instead.");
        }

        var onProperties = returned.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(p => p.GetCustomAttributes<OutputBindingAttribute>(), (p, a) => new FunctionOutput(p, Plugin(where, a)))
            .ToArray();
        if (onMethod.Length == 0) return onProperties;
        if (onProperties.Length > 0)
        {
            throw new FunctionWorkerException(
                $"{where} has an output attribute on the method and others on properties of {returned.Name}. Keep those on the properties.");
        }

        return [new FunctionOutput(null, Plugin(where, onMethod[0]))];
    }

    private static IOutputPlugin Plugin(string where, OutputBindingAttribute attribute) =>
        attribute as IOutputPlugin
        ?? throw new FunctionWorkerException($"{where}: the stand-in has no runtime for [{attribute.GetType().Name}].");

    private static Type ReturnedType(string where, MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            throw new FunctionWorkerException($"{where} returns {type.Name}, which the worker does not await. Return a Task.");
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)) type = type.GetGenericArguments()[0];
        if (type.FullName == ActionResult || type.GetInterface(ActionResult) is not null)
        {
            throw new FunctionWorkerException($"{where} returns {type.Name}. The stand-in runs without MVC; return an IResult.");
        }

        return type;
    }

    private const string ActionResult = "Microsoft.AspNetCore.Mvc.IActionResult";

    // No regular expression: loading their assembly would cost more than all the rest of this class.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 127 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
