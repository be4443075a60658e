using System.Security.Cryptography;
using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Encryption;

/// <summary>
/// While no signature covers a ciphertext, whoever changes it learns one thing alone: it did not work. What was wrong is told to the
/// audit trail, in fields that the browser never sees.
/// </summary>
public sealed class OpaqueFailureTests
{
    private static readonly Dictionary<string, HandEncryptor> Damages = new()
    {
        ["a wrong key"] = new() { Recipients = [TestKeys.Attacker] },
        ["another content key"] = new() { ContentKey = key => RandomNumberGenerator.GetBytes(key.Length) },
        ["a shorter content key"] = new() { ContentKey = key => key[..16] },
        ["a longer content key"] = new() { ContentKey = key => [.. key, .. key] },
        ["an empty content key"] = new() { ContentKey = _ => [] },
        ["a flipped bit in the wrapped key"] = new() { WrappedKey = octets => Flip(octets, 100) },
        ["a short wrapped key"] = new() { WrappedKey = octets => octets[1..] },
        ["a long wrapped key"] = new() { WrappedKey = octets => [.. octets, 0] },
        ["one octet for a wrapped key"] = new() { WrappedKey = octets => octets[..1] },
        ["a wrapped key above the modulus"] = new() { WrappedKey = octets => [.. Enumerable.Repeat((byte)0xFF, octets.Length)] },
        ["a wrapped key of zeros"] = new() { WrappedKey = octets => new byte[octets.Length] },
        ["flip 0"] = Flipped(_ => 0),
        ["flip 11"] = Flipped(_ => 11),
        ["flip 12"] = Flipped(_ => 12),
        ["flip 16"] = Flipped(_ => 16),
        ["flip 40"] = Flipped(_ => 40),
        ["flip in the middle"] = Flipped(n => n / 2),
        ["flip in the last block but one"] = Flipped(n => n - 17),
        ["flip at the end"] = new() { Ciphertext = octets => [.. octets[..^1], (byte)(octets[^1] ^ 0x80)] },
        ["cut by an octet"] = new() { Ciphertext = octets => octets[..^1] },
        ["cut by a block"] = new() { Ciphertext = octets => octets[..^16] },
        ["cut to one octet"] = new() { Ciphertext = octets => octets[..1] },
        ["cut to 12"] = new() { Ciphertext = octets => octets[..12] },
        ["cut to 16"] = new() { Ciphertext = octets => octets[..16] },
        ["cut to 28"] = new() { Ciphertext = octets => octets[..28] },
        ["cut to 29"] = new() { Ciphertext = octets => octets[..29] },
        ["cut to 32"] = new() { Ciphertext = octets => octets[..32] },
        ["a block more"] = new() { Ciphertext = octets => [.. octets, .. octets[..16]] },
        ["an octet more"] = new() { Ciphertext = octets => [.. octets, 0] },
        ["blocks exchanged"] = new() { Ciphertext = octets => [.. octets[..32], .. octets[48..64], .. octets[32..48], .. octets[64..]] },
        ["padding 0"] = new() { Padding = missing => new byte[missing] },
        ["padding 17"] = new() { Padding = missing => [.. new byte[missing - 1], 17] },
        ["padding 255"] = new() { Padding = missing => [.. new byte[missing - 1], 255] },
        ["padding that eats the end of the assertion"] = new() { Padding = missing => missing == 16 ? [.. new byte[15], 17] : [.. new byte[missing - 1], 16] },
        ["padding that leaves something of itself"] = new() { Padding = missing => [.. new byte[missing + 15], 1] },
        ["nothing but padding"] = new() { Plaintext = _ => "" },
        ["no signature"] = new() { Plaintext = xml => Edit.Once(xml, Edit.Cut(xml, "<Signature", "</Signature>"), "") },
        ["a name changed under the signature"] = new() { Plaintext = xml => Edit.Once(xml, ResponseScenario.NameIdValue, SignedDocument.Evil) },
        ["another issuer"] = new() { Plaintext = xml => Edit.First(xml, ResponseScenario.Issuer, "https://other.example/") },
        ["another algorithm"] = new() { Plaintext = xml => Edit.Once(xml, "xmldsig-more#rsa-sha256", "xmldsig-more#rsa-md5") },
        ["the ID of the response"] = new() { Plaintext = xml => Edit.First(xml, $"ID=\"{ResponseScenario.AssertionId}\"", $"ID=\"{ResponseScenario.ResponseId}\"") },
    };

    public static TheoryData<string> Names => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_damage_gives_one_and_the_same_answer(string damage)
    {
        foreach (string cipher in new[] { HandEncryptor.Aes256Cbc, HandEncryptor.Aes256Gcm })
        {
            if (cipher == HandEncryptor.Aes256Gcm && damage.StartsWith("padding", StringComparison.Ordinal))
            {
                continue;
            }

            IsOpaque(ResponseScenario.Entra.Encrypted(Damages[damage] with { Content = cipher }));
        }
    }

    [Theory]
    [InlineData(HandEncryptor.OaepMgf1p, HandEncryptor.Sha256, null)]
    [InlineData(HandEncryptor.Oaep11, HandEncryptor.Sha1, HandEncryptor.MgfSha256)]
    [InlineData(HandEncryptor.Oaep11, HandEncryptor.Sha256, HandEncryptor.MgfSha256)]
    public void Every_damage_to_a_wrapped_key_gives_the_same_answer_whatever_the_hashes(string transport, string digest, string? mask)
    {
        foreach (HandEncryptor damage in Damages.Where(d => d.Key.Contains("key", StringComparison.Ordinal)).Select(d => d.Value))
        {
            IsOpaque(ResponseScenario.Entra.Encrypted(damage with { Transport = transport, Digest = digest, Mask = mask }));
        }

        for (int at = 0; at < 256; at += 17)
        {
            IsOpaque(ResponseScenario.Entra.Encrypted(new HandEncryptor { Transport = transport, Digest = digest, Mask = mask, WrappedKey = octets => Flip(octets, at) }));
        }
    }

    [Theory]
    [InlineData(HandEncryptor.Aes128Cbc)]
    [InlineData(HandEncryptor.Aes128Gcm)]
    public void An_assertion_that_nobody_signed_in_a_response_that_nobody_signed(string cipher)
    {
        SamlFailure failure = IsOpaque((ResponseScenario.Entra with { Parts = SignedParts.None }).Encrypted(new HandEncryptor { Content = cipher }));
        Assert.StartsWith("SignatureMissing: ", failure.Received, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_profile_finds_wrong_is_told_to_the_audit_trail_alone_until_the_responses_signature_vouches()
    {
        foreach ((SamlError error, Func<ResponseScenario, ResponseScenario> change) in new (SamlError, Func<ResponseScenario, ResponseScenario>)[]
        {
            (SamlError.IssuerMismatch, s => s.With(o => o with { AssertionIssuer = "https://other.example/" })),
            (SamlError.AudienceMismatch, s => s.With(o => o.WithAudiences("https://other.example"))),
            (SamlError.RecipientMismatch, s => s.With(o => o with { Recipient = "https://other.example" })),
            (SamlError.VersionUnsupported, s => s.With(o => o with { AssertionVersion = "1.1" })),
            (SamlError.AssertionExpired, s => s.At(TimeSpan.FromDays(1))),
            (SamlError.AssertionNotYetValid, s => s.With(o => o with { NotBefore = ResponseScenario.Now.AddHours(1) })),
            (SamlError.ConditionUnknown, s => s.With(o => o with { MoreConditions = ["<Unknown xmlns=\"urn:x\"/>"] })),
            (SamlError.AuthnStatementMissing, s => s.With(o => o with { HasAuthnStatement = false })),
            (SamlError.SignatureInvalid, s => s.SignedBy(TestKeys.Attacker)),
        })
        {
            SamlFailure failure = IsOpaque(change(ResponseScenario.Entra.Encrypted(new HandEncryptor())));
            Assert.StartsWith($"{error}: ", failure.Received, StringComparison.Ordinal);
            change(ResponseScenario.SignedBoth.Encrypted(new HandEncryptor())).Refused(error);
            if (error != SamlError.SignatureInvalid)
            {
                change(ResponseScenario.SignedResponse.Encrypted(new HandEncryptor { Content = HandEncryptor.Aes128Cbc })).Refused(error);
            }
        }
    }

    [Fact]
    public void A_trace_shows_nothing_of_an_assertion_that_was_refused_while_its_ciphertext_was_open()
    {
        ResponseScenario late = ResponseScenario.Entra.At(TimeSpan.FromDays(1));
        Assert.NotNull(Outline(late, out _)!.Assertion);
        Assert.Null(Outline(late.Encrypted(new HandEncryptor()), out SamlFailure? failure)!.Assertion);
        Assert.Equal(SamlError.DecryptionFailed, failure!.Error);
        // Where the Response's signature covers the ciphertext, or all is well, it may be told.
        Assert.True(Outline((late with { Parts = SignedParts.Both }).Encrypted(new HandEncryptor()), out _)!.Assertion!.IsProven);
        Assert.True(Outline(ResponseScenario.Entra.Encrypted(new HandEncryptor()), out _)!.Assertion!.IsProven);
    }

    [Fact]
    public void A_signed_response_around_an_assertion_that_a_stranger_signed() => ResponseScenario.SignedResponse.Encrypted(new HandEncryptor
    {
        Plaintext = xml => XmlSigner.Sign(xml, ResponseScenario.AssertionId, XmlSignatureOptions.From(TestKeys.Attacker)),
    }).Refused(SamlError.SignatureInvalid);

    [Fact]
    public void A_ciphertext_changed_under_the_responses_signature() => ResponseScenario.SignedBoth.Encrypted(new HandEncryptor { Content = HandEncryptor.Aes256Cbc })
        .After(xml =>
        {
            int at = xml.LastIndexOf("<xenc:CipherValue>", StringComparison.Ordinal) + 40;
            return xml[..at] + (xml[at] == 'A' ? 'B' : 'A') + xml[(at + 1)..];
        }).Refused(SamlError.DigestMismatch);

    [Fact]
    public void Another_ciphertext_under_the_responses_signature() => ResponseScenario.SignedBoth.Encrypted(new HandEncryptor())
        .After(xml =>
        {
            string forged = new HandEncryptor().Encrypt(SamlResponseXml.BuildAssertion(new SamlResponseOptions(ResponseScenario.Now) { NameId = SignedDocument.Evil }), "EncryptedAssertion");
            return Edit.Once(xml, Edit.Cut(xml, "<saml:EncryptedAssertion", "</saml:EncryptedAssertion>"), forged);
        }).Refused(SamlError.DigestMismatch);

    [Fact]
    public void A_signed_ciphertext_moved_into_an_unsigned_response_is_worth_no_more_than_what_is_signed_inside()
    {
        ResponseScenario.SignedBoth.Encrypted(new HandEncryptor()).AfterDom(d => d.Response.RemoveChild(d.ResponseSignature)).Accepted();
        IsOpaque(ResponseScenario.SignedResponse.Encrypted(new HandEncryptor()).AfterDom(d => d.Response.RemoveChild(d.ResponseSignature)));
    }

    [Fact]
    public void Where_the_tenant_demands_a_signed_response_nothing_is_decrypted_before_it_is_there() => ResponseScenario.Entra
        .Expecting(e => e with { RequireSignedResponse = true }).Encrypted(new HandEncryptor()).Refused(SamlError.SignatureMissing);

    [Fact]
    public void A_ciphertext_of_gcm_relabelled_as_cbc() => IsOpaque(ResponseScenario.Entra.Encrypted(new HandEncryptor
    {
        Element = xml => Edit.Once(xml, HandEncryptor.Aes256Gcm, HandEncryptor.Aes256Cbc),
    }));

    private static ResponseOutline? Outline(ResponseScenario scenario, out SamlFailure? failure)
    {
        ResponseVerifier.TryVerify(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(scenario.Xml()))), scenario.Expected, scenario.Clock, out _, out failure, out ResponseOutline? outline);
        return outline;
    }

    private static SamlFailure IsOpaque(ResponseScenario scenario)
    {
        SamlFailure failure = scenario.Refused(SamlError.DecryptionFailed);
        SamlFailure opaque = ResponseScenario.Entra.Encrypted(Damages["a wrong key"]).Refused(SamlError.DecryptionFailed);
        Assert.Equal((opaque.Clause, opaque.Detail), (failure.Clause, failure.Detail));
        Assert.DoesNotContain(ResponseScenario.NameIdValue, failure.Received ?? "", StringComparison.Ordinal);
        return failure;
    }

    private static HandEncryptor Flipped(Func<int, int> at) => new() { Ciphertext = octets => Flip(octets, at(octets.Length)) };

    private static byte[] Flip(byte[] octets, int at)
    {
        octets = [.. octets];
        octets[at] ^= 1;
        return octets;
    }
}
