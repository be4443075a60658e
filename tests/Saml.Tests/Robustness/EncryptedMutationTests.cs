using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Robustness;

/// <summary>However an encrypted response is damaged, outside or inside, there is an answer: the facts that were signed, or a refusal.</summary>
public sealed class EncryptedMutationTests
{
    private const int Mutations = 1_500;

    [Theory]
    [InlineData(SignedParts.Assertion, HandEncryptor.Aes256Cbc)]
    [InlineData(SignedParts.Response, HandEncryptor.Aes256Cbc)]
    [InlineData(SignedParts.Both, HandEncryptor.Aes128Gcm)]
    public void A_mutated_document(SignedParts parts, string cipher)
    {
        ResponseScenario scenario = (ResponseScenario.Entra with { Parts = parts }).Encrypted(new HandEncryptor { Content = cipher });
        byte[] document = Encoding.UTF8.GetBytes(scenario.Xml());
        byte[] other = Encoding.UTF8.GetBytes(scenario.With(o => o with { NameId = SignedDocument.Evil, AssertionId = "_other" }).Xml());
        int accepted = Run(scenario.Accepted(document), seed => scenario.TryVerify(new Mutator(seed).Mutate(document, other), out VerifiedResponse? response, out SamlFailure? failure) ? response : Check(failure));
        Assert.InRange(accepted, 1, Mutations / 2);
    }

    [Theory]
    [InlineData(HandEncryptor.Aes256Cbc)]
    [InlineData(HandEncryptor.Aes128Gcm)]
    public void A_mutated_plaintext(string cipher)
    {
        ResponseScenario honest = ResponseScenario.Entra.Encrypted(new HandEncryptor { Content = cipher });
        string plaintext = "";
        string document = ResponseScenario.Entra.Encrypted(new HandEncryptor { Plaintext = xml => plaintext = xml }).Xml();
        string element = Edit.Cut(document, "<saml:EncryptedAssertion", "</saml:EncryptedAssertion>");
        int accepted = Run(honest.Accepted(), seed =>
        {
            // Octets that are no UTF-8 come out as replacement characters, which are characters like others.
            string mutated = Encoding.UTF8.GetString(new Mutator(seed).Mutate(Encoding.UTF8.GetBytes(plaintext)));
            string forged = Edit.Once(document, element, new HandEncryptor { Content = cipher }.Encrypt(mutated, "EncryptedAssertion"));
            bool verified = honest.TryVerify(Encoding.UTF8.GetBytes(forged), out VerifiedResponse? response, out SamlFailure? failure);
            Assert.True(verified || failure!.Error == SamlError.DecryptionFailed, $"Seed {seed} shows through as {failure?.Error}");
            return response;
        });
        Assert.InRange(accepted, 1, Mutations / 2);
    }

    [Fact]
    public void A_mutated_ciphertext_of_cbc_is_never_accepted_with_other_facts_and_never_shows_through()
    {
        ResponseScenario honest = ResponseScenario.Entra.Encrypted(new HandEncryptor { Content = HandEncryptor.Aes128Cbc });
        byte[] ciphertext = [];
        string document = ResponseScenario.Entra.Encrypted(new HandEncryptor { Content = HandEncryptor.Aes128Cbc, Ciphertext = octets => ciphertext = octets }).Xml();
        string text = document.Replace("\n", "", StringComparison.Ordinal);
        string value = Convert.ToBase64String(ciphertext);
        Run(honest.Accepted(), seed =>
        {
            var random = new Random(seed);
            byte[] changed = [.. ciphertext];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            }

            bool verified = honest.TryVerify(Encoding.UTF8.GetBytes(Edit.Once(text, value, Convert.ToBase64String(changed))), out VerifiedResponse? response, out SamlFailure? failure);
            Assert.True(verified || failure!.Error == SamlError.DecryptionFailed, $"Seed {seed} shows through as {failure?.Error}");
            return response;
        });
    }

    private static VerifiedResponse? Check(SamlFailure? failure)
    {
        Assert.True(Enum.IsDefined(failure!.Error));
        return null;
    }

    private static int Run(VerifiedResponse honest, Func<int, VerifiedResponse?> attempt)
    {
        int accepted = 0;
        for (int seed = 1; seed <= Mutations; seed++)
        {
            if (attempt(seed) is { } response)
            {
                accepted++;
                Assert.True(Facts.AreThose(honest, response), $"Seed {seed} changed the facts.");
            }
        }

        return accepted;
    }
}
