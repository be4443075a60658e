using System.Text.RegularExpressions;

namespace Infra.Tests.Azd;

internal static class HookFiles
{
    /// <summary>The environment variables in capitals that a hook reads.</summary>
    public static IEnumerable<string> VariablesReadBy(string path)
    {
        var pattern = Path.GetExtension(path) == ".sh" ? @"\$\{?([A-Z][A-Z_]+)\b" : @"\$env:([A-Z][A-Z_]+)|Read-Setting '([A-Z_]+)'";
        var names = Regex.Matches(File.ReadAllText(path), pattern).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value).Distinct().ToList();
        Assert.NotEmpty(names);
        return names;
    }
}
