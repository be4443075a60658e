using System.Text;
using Saml.Tests.Support.Fuzzing;

namespace Saml.Tests.Robustness;

/// <summary>A fixed, short run of what the fuzz program does by the million: every kind of message that strangers can send.</summary>
public sealed class FuzzTargetTests
{
    private const int Cases = 600;
    private const int CasesWithAPrivateKey = 60;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_mutated_message_is_refused_or_says_what_was_signed(string name)
    {
        FuzzTarget target = FuzzTargets.All.Single(t => t.Name == name);
        int cases = target.Weight > 10 ? Cases : CasesWithAPrivateKey;
        int refused = 0;
        for (int seed = 1; seed <= cases; seed++)
        {
            byte[] mutated = target.Mutate(new Random(seed));
            FuzzVerdict verdict = target.Verify(mutated);
            Assert.True(verdict.Problem is null, $"Seed {seed}: {verdict.Problem}\n{Encoding.UTF8.GetString(mutated)}");
            refused += verdict.Error is null ? 0 : 1;
        }

        // Without damage there is nothing to find.
        Assert.InRange(refused, cases / 2, cases);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void An_untouched_message_is_accepted(string name)
    {
        FuzzTarget target = FuzzTargets.All.Single(t => t.Name == name);
        FuzzVerdict verdict = target.Verify(target.Document);
        Assert.True(verdict is { Error: null, Problem: null }, $"{verdict.Error} {verdict.Problem}");
    }

    [Fact]
    public void Other_facts_than_the_signed_ones_are_a_problem()
    {
        Assert.NotNull(FuzzVerdict.Accepted("a", "b").Problem);
        Assert.Null(FuzzVerdict.Accepted("a", "a").Problem);
        Assert.NotNull(FuzzVerdict.Refused(null).Problem);
    }

    [Fact]
    public void Mutations_follow_from_the_random_numbers_alone() => Assert.All(FuzzTargets.All, target =>
        Assert.Equal(target.Mutate(new Random(7)), target.Mutate(new Random(7))));
}
