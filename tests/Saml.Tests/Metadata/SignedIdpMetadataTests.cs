using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Metadata;

/// <summary>Where a key is pinned, only what that key signed is read.</summary>
public sealed class SignedIdpMetadataTests
{
    private const string EntityId = "https://idp.example/";
    private static readonly string Honest = Entity(EntityId, "_m", TestKeys.Rsa);
    private static readonly string Evil = Entity(EntityId, "_evil", TestKeys.Attacker);

    [Theory]
    [InlineData("rsa")]
    [InlineData("ec")]
    public void What_the_pinned_key_signed(string kind)
    {
        X509Certificate2 pinned = kind == "rsa" ? TestKeys.P521 : TestKeys.P256;
        IdpDescription idp = Read(Sign(Honest, pinned), pinned);
        Assert.Equal(EntityId, idp.EntityId);
        Assert.Equal(Convert.ToBase64String(TestKeys.Rsa.RawData), Assert.Single(idp.SigningKeys).CertificateBase64);
    }

    [Fact]
    public void One_of_several_pinned_keys_and_a_document_with_mark_and_declaration()
    {
        byte[] document = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + Sign(Honest, TestKeys.Rsa))];
        Assert.True(IdpMetadata.TryReadSigned(document, null, [TestKeys.Key(TestKeys.P256), TestKeys.Key(TestKeys.Rsa)], ResponseScenario.Now, out _, out SamlFailure? failure), failure?.Detail);
    }

    [Fact]
    public void A_signed_list_of_entities()
    {
        string list = $"<EntitiesDescriptor xmlns=\"{SamlUris.Metadata}\" ID=\"_list\" cacheDuration=\"PT2H\">{Entity("https://other.example/", "_o", TestKeys.Attacker)}{Honest}</EntitiesDescriptor>";
        IdpDescription idp = Read(Sign(list, TestKeys.P256, "_list"), TestKeys.P256, EntityId);
        Assert.Equal((EntityId, TimeSpan.FromHours(2)), (idp.EntityId, idp.CacheDuration!.Value));
    }

    [Fact]
    public void A_large_signed_list()
    {
        string others = string.Concat(Enumerable.Range(0, 600).Select(i => Entity($"https://idp{i}.example/", $"_e{i}", TestKeys.Rsa)));
        string list = $"<EntitiesDescriptor xmlns=\"{SamlUris.Metadata}\" ID=\"_list\">{others}{Honest}</EntitiesDescriptor>";
        Assert.InRange(list.Length, 2 * SamlLimits.MaxMessageBytes, SamlLimits.MaxMetadataBytes);
        Assert.Equal(EntityId, Read(Sign(list, TestKeys.P256, "_list"), TestKeys.P256, EntityId).EntityId);
    }

    [Fact]
    public void A_document_without_signature() => Refused(Honest, SamlError.SignatureMissing);

    [Fact]
    public void Signed_by_another_key()
    {
        Refused(Sign(Honest, TestKeys.Attacker), SamlError.SignatureInvalid);
        Refused(Sign(Honest, TestKeys.AttackerEc), SamlError.SignatureInvalid);
    }

    [Fact]
    public void No_key_is_pinned() => Refused(Sign(Honest, TestKeys.P256), SamlError.SignatureInvalid, pinned: []);

    [Fact]
    public void Changed_after_signing()
    {
        string signed = Sign(Honest, TestKeys.P256);
        Refused(Edit.Once(signed, "https://idp.example/sso", "https://evil.example/sso"), SamlError.DigestMismatch);
        Refused(Edit.Once(signed, $"entityID=\"{EntityId}\"", "entityID=\"https://evil.example/\""), SamlError.DigestMismatch);
        Refused(Edit.Once(signed, Convert.ToBase64String(TestKeys.Rsa.RawData), Convert.ToBase64String(TestKeys.Attacker.RawData)), SamlError.DigestMismatch);
    }

    [Fact]
    public void A_signed_entity_beside_a_forged_one() =>
        Refused($"<EntitiesDescriptor xmlns=\"{SamlUris.Metadata}\" ID=\"_l\">{Evil}{Sign(Honest, TestKeys.P256)}</EntitiesDescriptor>", SamlError.SignatureMissing);

    [Fact]
    public void The_signature_moved_to_a_forged_entity()
    {
        string signed = Sign(Honest, TestKeys.P256);
        string signature = Edit.Cut(signed, "<Signature", "</Signature>");
        string moved = Edit.First(Evil, "<IDPSSODescriptor", signature + "<IDPSSODescriptor");
        Refused(moved, SamlError.SignatureMisplaced);
        Refused(Edit.First(moved, "ID=\"_evil\"", "ID=\"_m\""), SamlError.DigestMismatch);
    }

    [Fact]
    public void The_signed_entity_hidden_inside_a_forged_one()
    {
        string signed = Sign(Honest, TestKeys.P256);
        string signature = Edit.Cut(signed, "<Signature", "</Signature>");
        Refused(Edit.First(Evil, "<IDPSSODescriptor", signature + $"<Extensions>{Edit.Once(signed, signature, "")}</Extensions><IDPSSODescriptor"), SamlError.SignatureMisplaced);
        Refused(Edit.First(Evil, "<IDPSSODescriptor", Edit.Once(signature, "</Signature>", $"<Object>{Honest}</Object></Signature>") + "<IDPSSODescriptor"), SamlError.SchemaViolation);
        Refused(Edit.First(Edit.First(Evil, "ID=\"_evil\"", "ID=\"_m\""), "<IDPSSODescriptor", signature + $"<Extensions>{Honest}</Extensions><IDPSSODescriptor"), SamlError.DuplicateId);
    }

    [Fact]
    public void A_signature_that_does_not_stand_first()
    {
        string signed = Sign(Honest, TestKeys.P256);
        string signature = Edit.Cut(signed, "<Signature", "</Signature>");
        Refused(Edit.Once(Edit.Once(signed, signature, ""), "</EntityDescriptor>", signature + "</EntityDescriptor>"), SamlError.SignatureMissing);
    }

    [Fact]
    public void Facts_in_the_signature_are_no_facts()
    {
        string signed = Sign(Honest, TestKeys.P256);
        Assert.Equal(EntityId, Read(Edit.Once(signed, "</KeyInfo></Signature>", $"{Evil}</KeyInfo></Signature>"), TestKeys.P256).EntityId);
        Refused(Edit.Once(signed, "</Signature>", $"<Object>{Evil}</Object></Signature>"), SamlError.SchemaViolation);
    }

    [Fact]
    public void Signed_and_expired() => Refused(Sign(Edit.Once(Honest, " ID=", " validUntil=\"2026-11-22T11:59:59Z\" ID="), TestKeys.P256), SamlError.MetadataUnusable);

    [Theory]
    [InlineData("PT1H", 3600.0)]
    [InlineData(" P1D ", 86400.0)]
    [InlineData("P1DT12H30M5.5S", 131405.5)]
    [InlineData("PT0S", 0.0)]
    [InlineData("P1Y2M", 36720000.0)]
    [InlineData("P1000Y", 315360000.0)]
    [InlineData("P99999999999999999999999999D", 315360000.0)]
    [InlineData("-PT1H", null)]
    [InlineData("PT", null)]
    [InlineData("P", null)]
    [InlineData("1H", null)]
    [InlineData("PT1H1H", null)]
    [InlineData("PT1M1H", null)]
    [InlineData("P1H", null)]
    [InlineData("P1DT", null)]
    [InlineData("PT1.5H", null)]
    [InlineData("PT1,5S", null)]
    [InlineData("PT+1H", null)]
    [InlineData("P1D1", null)]
    [InlineData("", null)]
    public void How_long_a_copy_may_be_kept(string text, double? seconds)
    {
        Assert.True(IdpMetadata.TryRead(Encoding.UTF8.GetBytes(Edit.Once(Honest, " ID=", $" cacheDuration=\"{text}\" ID=")), null, ResponseScenario.Now, out IdpDescription? idp, out _));
        Assert.Equal(seconds, idp.CacheDuration?.TotalSeconds);
    }

    [Fact]
    public void Of_several_durations_the_shortest_counts()
    {
        string list = $"<EntitiesDescriptor xmlns=\"{SamlUris.Metadata}\" cacheDuration=\"PT1H\">{Edit.Once(Honest, " ID=", " cacheDuration=\"PT3H\" ID=")}</EntitiesDescriptor>";
        Assert.True(IdpMetadata.TryRead(Encoding.UTF8.GetBytes(list), null, ResponseScenario.Now, out IdpDescription? idp, out _));
        Assert.Equal(TimeSpan.FromHours(1), idp.CacheDuration);
        list = Edit.Once(Edit.Once(list, "PT1H", "PT9H"), "<IDPSSODescriptor ", "<IDPSSODescriptor cacheDuration=\"PT30M\" ");
        Assert.True(IdpMetadata.TryRead(Encoding.UTF8.GetBytes(list), null, ResponseScenario.Now, out idp, out _));
        Assert.Equal(TimeSpan.FromMinutes(30), idp.CacheDuration);
    }

    private static string Entity(string entityId, string id, X509Certificate2 key) =>
        $"<EntityDescriptor xmlns=\"{SamlUris.Metadata}\" ID=\"{id}\" entityID=\"{entityId}\"><IDPSSODescriptor protocolSupportEnumeration=\"{SamlUris.Protocol}\">"
        + $"<KeyDescriptor use=\"signing\"><KeyInfo xmlns=\"{SamlUris.Signature}\"><X509Data><X509Certificate>{Convert.ToBase64String(key.RawData)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
        + $"<SingleSignOnService Binding=\"{SamlUris.RedirectBinding}\" Location=\"{entityId}sso\"/></IDPSSODescriptor></EntityDescriptor>";

    private static string Sign(string xml, X509Certificate2 key, string id = "_m") => XmlSigner.Sign(xml, id, XmlSignatureOptions.From(key));

    private static IdpDescription Read(string xml, X509Certificate2 pinned, string? entityId = null)
    {
        Assert.True(IdpMetadata.TryReadSigned(Encoding.UTF8.GetBytes(xml), entityId, [TestKeys.Key(pinned)], ResponseScenario.Now, out IdpDescription? idp, out SamlFailure? failure), failure?.Detail);
        return idp;
    }

    private static void Refused(string xml, SamlError error, IReadOnlyList<IdpSigningKey>? pinned = null)
    {
        Assert.False(IdpMetadata.TryReadSigned(Encoding.UTF8.GetBytes(xml), null, pinned ?? [TestKeys.Key(TestKeys.P256)], ResponseScenario.Now, out IdpDescription? idp, out SamlFailure? failure), "It was read.");
        Assert.Null(idp);
        Assert.True(error == failure.Error, $"{failure.Error}: {failure.Detail}");
    }
}
