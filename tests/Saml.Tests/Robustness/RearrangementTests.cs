using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Robustness;

/// <summary>
/// Signature wrapping by chance: elements of a signed response are moved, copied, forged, renamed and wrapped at random, always into
/// well-formed XML. Whatever comes of it is refused or gives the signed facts.
/// </summary>
public sealed class RearrangementTests
{
    private const int Rearrangements = 1_500;

    [Theory]
    [InlineData(SignedParts.Assertion)]
    [InlineData(SignedParts.Response)]
    [InlineData(SignedParts.Both)]
    public void A_rearranged_response_is_refused_or_gives_the_signed_facts(SignedParts parts)
    {
        ResponseScenario scenario = ResponseScenario.Entra with { Parts = parts };
        string xml = scenario.Xml();
        VerifiedResponse honest = scenario.Accepted(Encoding.UTF8.GetBytes(xml));
        var codes = new HashSet<SamlError>();
        int accepted = 0;
        for (int seed = 1; seed <= Rearrangements; seed++)
        {
            string rearranged = Rearranger.Rearrange(xml, new Random(seed));
            if (scenario.TryVerify(Encoding.UTF8.GetBytes(rearranged), out VerifiedResponse? response, out SamlFailure? failure))
            {
                accepted++;
                Assert.True(Facts.AreThose(honest, response!), $"Seed {seed} changed the facts:\n{rearranged}");
                continue;
            }

            Assert.True(failure!.Error != SamlError.NotXml, $"Seed {seed}: {failure.Detail}\n{rearranged}");
            codes.Add(failure.Error);
        }

        // The run must have come through to every stage of the checks that rearranging can reach.
        Assert.InRange(accepted, 1, Rearrangements / 2);
        Assert.Superset(
            new HashSet<SamlError> { SamlError.DuplicateId, SamlError.SchemaViolation, SamlError.AssertionNotUnique, SamlError.SignatureMisplaced, SamlError.DigestMismatch },
            codes);
    }
}
