using System.Text;
using Saml.Tests.Support;

namespace Saml.Tests.Robustness;

/// <summary>However a signed response is damaged, there is an answer: the facts that were signed, or a refusal. Never an exception.</summary>
public sealed class MutationTests
{
    private const int Mutations = 7_000;

    public static TheoryData<string> Scenarios => ["assertion", "response", "both"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_mutated_response_is_refused_or_gives_the_signed_facts(string part)
    {
        ResponseScenario scenario = Scenario(part);
        byte[] document = Encoding.UTF8.GetBytes(scenario.Xml());
        // Pieces of another honest response of the same IdP are what an attacker has to work with.
        byte[] other = Encoding.UTF8.GetBytes(scenario.With(o => o with { NameId = SignedDocument.Evil, AssertionId = "_other" }).Xml());
        VerifiedResponse honest = scenario.Accepted(document);
        int accepted = 0;
        for (int seed = 1; seed <= Mutations; seed++)
        {
            byte[] mutated = new Mutator(seed).Mutate(document, other);
            if (scenario.TryVerify(mutated, out VerifiedResponse? response, out SamlFailure? failure))
            {
                accepted++;
                Assert.True(Facts.AreThose(honest, response!), $"Seed {seed} changed the facts:\n{Encoding.UTF8.GetString(mutated)}");
            }
            else
            {
                Assert.True(Enum.IsDefined(failure!.Error), $"Seed {seed}");
            }
        }

        // Some mutations hit what no signature covers; a run that accepts none, or all, would prove nothing.
        Assert.InRange(accepted, 1, Mutations / 2);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_truncated_response_is_refused(string part)
    {
        ResponseScenario scenario = Scenario(part);
        byte[] document = Encoding.UTF8.GetBytes(scenario.Xml());
        for (int length = 1; length < document.Length; length++)
        {
            Assert.False(scenario.TryVerify(document[..length], out _, out SamlFailure? failure), $"{length} octets were accepted.");
            Assert.Equal(SamlError.NotXml, failure!.Error);
        }
    }

    [Fact]
    public void A_truncated_form_field_is_refused()
    {
        ResponseScenario scenario = ResponseScenario.Entra;
        byte[] field = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(scenario.Xml())));
        for (int length = 1; length < field.Length - 4; length++)
        {
            Assert.False(ResponseVerifier.TryVerify(field.AsSpan(0, length), scenario.Expected, scenario.Clock, out _, out SamlFailure? failure));
            Assert.True(failure.Error is SamlError.NotXml or SamlError.NotBase64);
        }
    }

    [Fact]
    public void Noise_is_refused()
    {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            Assert.False(ResponseScenario.Entra.TryVerify(noise, out _, out _));
            Assert.False(ResponseVerifier.TryVerify(noise, ResponseScenario.Entra.Expected, ResponseScenario.Now, out _, out _));
        }
    }

    [Fact]
    public async Task Many_threads_share_the_keys_of_a_tenant()
    {
        byte[] field = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(ResponseScenario.SignedBoth.Xml())));
        ResponseExpectations expected = ResponseScenario.SignedBoth.Expected;
        await Parallel.ForAsync(0, 500, TestContext.Current.CancellationToken, (_, _) =>
        {
            Assert.True(ResponseVerifier.TryVerify(field, expected, ResponseScenario.Now, out VerifiedResponse? response, out SamlFailure? failure), failure?.Detail);
            Assert.Equal(ResponseScenario.NameIdValue, response.NameId!.Value);
            return ValueTask.CompletedTask;
        });
    }

    private static ResponseScenario Scenario(string part) => part switch
    {
        "assertion" => ResponseScenario.Entra,
        "response" => ResponseScenario.SignedResponse,
        _ => ResponseScenario.SignedBoth,
    };
}
