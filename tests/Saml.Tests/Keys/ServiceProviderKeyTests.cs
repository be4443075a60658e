using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml.Tests.Support;

namespace Saml.Tests.Keys;

/// <summary>Our own key must be able to sign and be strong enough.</summary>
public sealed class ServiceProviderKeyTests
{
    [Fact]
    public void A_certificate_without_private_key_is_refused()
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(TestKeys.Rsa.RawData);
        Assert.Throws<ArgumentException>(() => new ServiceProviderKey(certificate));
    }

    [Fact]
    public void A_weak_key_is_refused()
    {
        using X509Certificate2 certificate = TestKeys.MakeRsa(1024);
        Assert.Throws<ArgumentException>(() => new ServiceProviderKey(certificate));
    }

    [Theory]
    [InlineData("1.3.132.0.33")]
    [InlineData("1.3.132.0.10")]
    public void A_curve_that_identity_providers_do_not_know_is_refused(string curve)
    {
        using X509Certificate2 certificate = TestKeys.MakeEc(ECCurve.CreateFromValue(curve));
        Assert.Throws<ArgumentException>(() => new ServiceProviderKey(certificate));
    }

    [Fact]
    public async Task Many_threads_may_sign_at_once()
    {
        using var key = new ServiceProviderKey(X509CertificateLoader.LoadPkcs12(TestKeys.Rsa.Export(X509ContentType.Pkcs12), null));
        byte[] expected = key.Sign("data"u8);
        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (_, _) =>
        {
            Assert.Equal(expected, key.Sign("data"u8));
            return ValueTask.CompletedTask;
        });
    }
}
