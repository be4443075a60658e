using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// All functions of the app, made once at start-up. The official build has this from its compiler, so looking is as cheap as can be here: attributes
/// are asked for where they are declared and not where they could be inherited from, each returned type is looked at once, and no generic code has to
/// be made for structs.
/// </summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, FunctionEntry> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Type, List<DeclaredOutput>> _outputs = [];

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
                if (!method.IsSpecialName && Of<FunctionAttribute>(method) is [var attribute]) table.Add(attribute.Name, method);
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
        ParameterInfo? triggered = null;
        TriggerBindingAttribute? trigger = null;
        var count = 0;
        foreach (var parameter in method.GetParameters())
        {
            foreach (var attribute in Of<TriggerBindingAttribute>(parameter))
            {
                (triggered, trigger) = (parameter, attribute);
                count++;
            }
        }

        if (count != 1)
        {
            throw new FunctionWorkerException(
                $"{where} has {count} triggers. Put exactly one trigger attribute, such as [HttpTrigger], on one of its parameters.");
        }

        return trigger is ITriggerPlugin plugin
            ? (triggered!, plugin)
            : throw new FunctionWorkerException($"{where}: the stand-in has no runtime for [{trigger!.GetType().Name}].");
    }

    private FunctionOutput[] FindOutputs(string where, MethodInfo method)
    {
        var returned = ReturnedType(where, method);
        var onMethod = Of<OutputBindingAttribute>(method);
        if (onMethod.Length > 1)
        {
            throw new FunctionWorkerException(
                $"{where} has {onMethod.Length} output attributes on the method. Return an object whose properties carry them instead.");
        }

        var onProperties = OutputsOf(returned);
        if (onMethod.Length == 0) return [.. onProperties.ConvertAll(o => new FunctionOutput(o.Property, Plugin(where, o.Attribute)))];
        if (onProperties.Count > 0)
        {
            throw new FunctionWorkerException(
                $"{where} has an output attribute on the method and others on properties of {returned.Name}. Keep those on the properties.");
        }

        return [new FunctionOutput(null, Plugin(where, onMethod[0]))];
    }

    private List<DeclaredOutput> OutputsOf(Type returned)
    {
        if (_outputs.TryGetValue(returned, out var known)) return known;

        var outputs = new List<DeclaredOutput>();
        foreach (var property in returned.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            foreach (var attribute in Of<OutputBindingAttribute>(property)) outputs.Add(new DeclaredOutput(property, attribute));
        }

        return _outputs[returned] = outputs;
    }

    private static T[] Of<T>(ICustomAttributeProvider declared)
        where T : Attribute => (T[])declared.GetCustomAttributes(typeof(T), inherit: false);

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

    private sealed record DeclaredOutput(PropertyInfo Property, OutputBindingAttribute Attribute);

    private const string ActionResult = "Microsoft.AspNetCore.Mvc.IActionResult";

    // No regular expression: loading their assembly would cost more than all the rest of this class.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 127 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
