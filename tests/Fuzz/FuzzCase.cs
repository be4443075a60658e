using Saml.Tests.Support.Fuzzing;

namespace Fuzz;

/// <summary>One case: which target and which mutation follow from the seed of the run and the case's number alone, whatever thread it runs on.</summary>
internal readonly struct FuzzCase
{
    private static readonly IReadOnlyList<FuzzTarget> Targets = FuzzTargets.All;
    private static readonly int TotalWeight = Targets.Sum(t => t.Weight);

    internal FuzzCase(int seed, long number)
    {
        Number = number;
        var random = new Random(Mix(seed, number));
        int at = random.Next(TotalWeight);
        Target = 0;
        while ((at -= Targets[Target].Weight) >= 0)
        {
            Target++;
        }

        Document = Targets[Target].Mutate(random);
    }

    internal long Number { get; }

    /// <summary>Index into <see cref="FuzzTargets.All"/>.</summary>
    internal int Target { get; }

    internal byte[] Document { get; }

    /// <summary>Asks the engine; an exception is a problem.</summary>
    internal FuzzVerdict Run() => Run(Targets[Target], Document);

    internal static FuzzVerdict Run(FuzzTarget target, byte[] document)
    {
        try
        {
            return target.Verify(document);
        }
        catch (Exception e)
        {
            return new FuzzVerdict(null, e.ToString());
        }
    }

    /// <summary>Neighbouring numbers must not give neighbouring seeds (SplitMix64's finish).</summary>
    private static int Mix(int seed, long number)
    {
        ulong x = unchecked(((ulong)(uint)seed << 32) ^ ((ulong)number * 0x9E3779B97F4A7C15));
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (int)(x ^ (x >> 31)) & int.MaxValue;
    }
}
