using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Benchmarks.Load;

/// <summary>What a load run is asked for.</summary>
/// <param name="Users">How many people sign in for the first time.</param>
/// <param name="Connections">How many sign-ins are under way at once.</param>
/// <param name="KillStorage">Whether storage goes away in the middle.</param>
internal sealed record LoadOptions(int Users, int Connections, bool KillStorage)
{
    internal static bool TryParse(string[] arguments, [NotNullWhen(true)] out LoadOptions? options)
    {
        options = new LoadOptions(10_000, 16, false);
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--users" when TryCount(arguments.ElementAtOrDefault(++i), out int users):
                    options = options with { Users = users };
                    break;
                case "--connections" when TryCount(arguments.ElementAtOrDefault(++i), out int connections):
                    options = options with { Connections = connections };
                    break;
                case "--kill-storage":
                    options = options with { KillStorage = true };
                    break;
                default:
                    options = null;
                    return false;
            }
        }

        return true;
    }

    private static bool TryCount(string? text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;
}
