using System.Text;
using System.Xml;
using LocalIdp;
using Saml.Tests.Attacks;
using Saml.Tests.Support;

namespace Saml.Tests.Robustness;

/// <summary>
/// Signature wrapping by chance: elements of a signed response are moved, copied, forged, renamed and wrapped at random, always into
/// well-formed XML. Whatever comes of it is refused or gives the signed facts.
/// </summary>
public sealed class RearrangementTests
{
    private const int Rearrangements = 1_500;

    private static readonly (string Prefix, string Name, string Namespace)[] Wrappers =
    [
        ("samlp", "Extensions", SamlUris.Protocol), ("samlp", "StatusDetail", SamlUris.Protocol), ("samlp", "Response", SamlUris.Protocol),
        ("saml", "Advice", SamlUris.Assertion), ("saml", "Assertion", SamlUris.Assertion), ("ds", "Object", SamlUris.Signature), ("x", "y", "urn:x"),
    ];

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
            string rearranged = Rearrange(xml, new Random(seed));
            if (scenario.TryVerify(Encoding.UTF8.GetBytes(rearranged), out VerifiedResponse? response, out SamlFailure? failure))
            {
                accepted++;
                Assert.True(UnsignedEnvelopeTests.AreThose(honest, response!), $"Seed {seed} changed the facts:\n{rearranged}");
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

    private static string Rearrange(string xml, Random random)
    {
        var document = new SignedDocument(xml);
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            XmlElement[] all = [.. document.Document.SelectNodes("//*")!.OfType<XmlElement>()];
            Change(document, all[random.Next(all.Length)], all[random.Next(all.Length)], random);
        }

        return document.ToString();
    }

    private static void Change(SignedDocument document, XmlElement element, XmlElement other, Random random)
    {
        bool inside = other == element || other.SelectNodes("ancestor::*")!.OfType<XmlElement>().Contains(element);
        switch (random.Next(8))
        {
            case 0 when !inside && element.ParentNode is XmlElement:
                Put(element, other, random);
                break;
            case 1:
                Put((XmlElement)element.CloneNode(deep: true), other, random);
                break;
            case 2 when element.ParentNode is XmlElement parent:
                parent.RemoveChild(element);
                break;
            case 3 when document.Document.SelectNodes("//*[local-name()='Assertion'][*[local-name()='Subject']//*[local-name()='NameID']]")!
                .OfType<XmlElement>().FirstOrDefault() is { } assertion:
                Put(SignedDocument.Forge(assertion, random.Next(2) == 0 ? "_evil" + random.Next(100) : null), other, random);
                break;
            case 4 when element.ParentNode is XmlElement holder:
                (string prefix, string name, string ns) = Wrappers[random.Next(Wrappers.Length)];
                XmlElement wrapper = document.New(prefix, name, ns);
                holder.ReplaceChild(wrapper, element);
                wrapper.AppendChild(element);
                break;
            case 5:
                element.SetAttribute("ID", random.Next(3) switch { 0 => "_assertion", 1 => "_response", _ => "_x" + random.Next(100) });
                break;
            case 6:
                element.PrependChild(document.Document.CreateComment(SignedDocument.Evil));
                break;
            default:
                if (other.LocalName == "NameID")
                {
                    other.InnerText = SignedDocument.Evil;
                }

                break;
        }
    }

    private static void Put(XmlElement element, XmlElement target, Random random)
    {
        if (random.Next(2) == 0 && target.ParentNode is XmlElement parent)
        {
            parent.InsertBefore(element, target);
        }
        else
        {
            target.AppendChild(element);
        }
    }
}
