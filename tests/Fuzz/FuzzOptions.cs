using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TestSupport;

namespace Fuzz;

/// <summary>What the command line says.</summary>
internal sealed record FuzzOptions
{
    public long Cases { get; init; } = 1_000_000;

    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>The only case to run, as a report names it; null runs all.</summary>
    public long? Only { get; init; }

    /// <summary>A file of a failed case to run again; its name begins with the target's.</summary>
    public string? Replay { get; init; }

    /// <summary>Where keys and failed cases are kept.</summary>
    public string Folder { get; init; } = Repository.PathOf("artifacts", "fuzz");

    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out FuzzOptions? options)
    {
        options = new FuzzOptions();
        for (int i = 0; i < arguments.Length && options is not null; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            bool isNumber = long.TryParse(value.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out long number);
            options = arguments[i] switch
            {
                "--cases" when isNumber && number > 0 => options with { Cases = number },
                "--seed" when isNumber && number <= int.MaxValue => options with { Seed = (int)number },
                "--case" when isNumber => options with { Only = number },
                "--replay" when File.Exists(value) => options with { Replay = value },
                "--folder" when value.Length > 0 => options with { Folder = value },
                _ => null,
            };
        }

        return options is not null;
    }
}
