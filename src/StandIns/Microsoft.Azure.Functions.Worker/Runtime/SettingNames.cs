using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Replaces <c>%name%</c> in a value of an attribute by the setting of that name.</summary>
internal static class SettingNames
{
    /// <exception cref="FunctionWorkerException">A percent sign has no partner, or a setting does not exist.</exception>
    public static string Resolve(string text, IConfiguration configuration, string where)
    {
        var start = text.IndexOf('%', StringComparison.Ordinal);
        if (start < 0) return text;

        var end = text.IndexOf('%', start + 1);
        if (end < 0)
        {
            throw new FunctionWorkerException($"{where}: '{text}' has a '%' without a partner. Write the name of a setting between two percent signs.");
        }

        var name = text[(start + 1)..end];
        var value = configuration[name];
        if (string.IsNullOrEmpty(value))
        {
            throw new FunctionWorkerException($"{where}: '%{name}%' does not resolve. Add a setting named '{name}'.");
        }

        return text[..start] + value + Resolve(text[(end + 1)..], configuration, where);
    }
}
