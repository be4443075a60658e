using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml;

namespace Functions.Tests;

/// <summary>Signatures on elliptic curves are never the same twice, so equal documents were signed once.</summary>
public sealed class SignedMetadataTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private readonly ServiceProviderKey _key = NewKey();
    private readonly ServiceProviderKey _other = NewKey();
    private readonly SignedMetadata _signed = new(capacity: 2);

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_document_is_signed_once_however_many_ask_for_it()
    {
        var asking = Enumerable.Range(0, 20).Select(_ => Task.Run(() => _signed.Sign("contoso", Metadata("a"), _key))).ToList();

        Assert.Single((await Task.WhenAll(asking)).Distinct());
        Assert.Same(await asking[0], _signed.Sign("contoso", Metadata("a"), _key));
    }

    [Fact]
    public void Another_content_another_key_and_another_tenant_are_other_documents()
    {
        var document = _signed.Sign("contoso", Metadata("a"), _key);

        Assert.NotEqual(document, _signed.Sign("fabrikam", Metadata("a"), _key));
        Assert.Same(document, _signed.Sign("contoso", Metadata("a"), _key));
        Assert.NotEqual(document, _signed.Sign("contoso", Metadata("a"), _other));
        Assert.NotEqual(document, _signed.Sign("contoso", Metadata("b"), _key));
        Assert.NotSame(document, _signed.Sign("contoso", Metadata("a"), _key));
    }

    [Fact]
    public void No_more_are_kept_than_there_is_room_for()
    {
        var first = _signed.Sign("contoso", Metadata("a"), _key);
        _signed.Sign("fabrikam", Metadata("a"), _key);
        Assert.Same(first, _signed.Sign("contoso", Metadata("a"), _key));

        _signed.Sign("tailspin", Metadata("a"), _key);

        Assert.NotSame(first, _signed.Sign("contoso", Metadata("a"), _key));
    }

    [Fact]
    public void A_key_that_cannot_sign_is_tried_again()
    {
        var gone = NewKey();
        gone.Dispose();

        Assert.ThrowsAny<Exception>(() => _signed.Sign("contoso", Metadata("a"), gone));
        Assert.NotEmpty(_signed.Sign("contoso", Metadata("a"), _key));
    }

    private static SpMetadata Metadata(string entity) => new()
    {
        EntityId = $"https://{entity}.example",
        AssertionConsumerUrl = "https://sso.example/acs",
        SigningKeys = [],
        ValidUntil = Now.AddDays(7),
    };

    private static ServiceProviderKey NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(new CertificateRequest("CN=ec", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddYears(1)));
    }
}
