using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalIdp;
using Saml;

namespace SignOn.Tests.SignIns;

/// <summary>Encrypted assertions sign in like others, and nobody else pays for them.</summary>
public sealed class EncryptedAssertionTests
{
    public static TheoryData<string> OurKeys => ["active", "old"];

    [Theory]
    [MemberData(nameof(OurKeys))]
    public async Task An_assertion_that_is_encrypted_to_a_published_key_signs_in(string key)
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync(), encryptTo: key == "active" ? FixedKeys.Active : FixedKeys.Old);

        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop));

        Assert.Equal("Britta", world.OnlyUser().Facts.FirstName);
        Assert.Equal(1, world.Keys.Reads);
    }

    [Fact]
    public async Task It_costs_the_same_storage_operations_as_any_other()
    {
        var world = new World();
        await world.Provision.RunAsync((await world.SignedInAsync()).Message!, Stop);
        var form = await world.FormAsync(await world.StartAsync(), encryptTo: FixedKeys.Active);
        world.Faults.Forget();

        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop));

        Assert.Equal(["sessions insert", "sign-ins append", "used ids insert", "users read"], world.Faults.Operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_encryption_the_keys_are_not_asked_for_and_their_outage_stops_nobody()
    {
        var world = new World();
        world.Keys.AreOut = true;

        await world.SignedInAsync();

        Assert.Equal(0, world.Keys.Reads);
    }

    [Fact]
    public async Task An_outage_of_the_keys_is_an_outage_for_what_is_encrypted_and_uses_nothing_up()
    {
        var world = new World();
        world.Keys.AreOut = true;
        var form = await world.FormAsync(await world.StartAsync(), encryptTo: FixedKeys.Active);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.Accept.RunAsync(form, Stop));

        world.Keys.AreOut = false;
        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop));
    }

    [Fact]
    public async Task A_key_that_is_not_ours_gives_the_code_of_every_failed_decryption()
    {
        using var rsa = RSA.Create(2048);
        using var stranger = new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(World.Start, World.Start.AddDays(1));
        var world = new World();

        var outcome = await world.Accept.RunAsync(await world.FormAsync(await world.StartAsync(), encryptTo: stranger), Stop);

        Assert.Equal(nameof(SamlError.DecryptionFailed), World.CodeOf(outcome));
    }

    [Fact]
    public async Task What_is_wrong_with_an_assertion_inside_an_unsigned_ciphertext_is_told_to_the_audit_trail_alone()
    {
        var world = new World();
        var form = await world.FormAsync(await world.StartAsync(), o => o.WithAudiences("https://other.example"), encryptTo: FixedKeys.Active);

        Assert.Equal(nameof(SamlError.DecryptionFailed), World.CodeOf(await world.Accept.RunAsync(form, Stop)));

        Assert.Contains(nameof(SamlError.AudienceMismatch), Assert.Single(world.Log.All).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_encrypted_to_a_certificate_of_ours_that_has_expired_is_still_read()
    {
        var world = new World();

        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(await world.FormAsync(null, encryptTo: FixedKeys.Expired), Stop));
    }

    [Fact]
    public async Task A_replay_of_an_encrypted_assertion_is_refused()
    {
        var world = new World();
        var form = await world.FormAsync(null, encryptTo: FixedKeys.Active);
        Assert.IsType<AcceptOutcome.SignedIn>(await world.Accept.RunAsync(form, Stop));

        Assert.Equal(nameof(SignOnError.ResponseReplayed), World.CodeOf(await world.Accept.RunAsync(form, Stop)));
    }

    [Fact]
    public void The_key_to_encrypt_to_is_the_first_that_can_decrypt()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signing = new ServiceProviderKey(new CertificateRequest("CN=x", ec, HashAlgorithmName.SHA256).CreateSelfSigned(World.Start, World.Start.AddDays(1)));
        using var first = Key(FixedKeys.Active);
        using var second = Key(FixedKeys.Old);

        Assert.Same(first, new ServiceProviderKeyRing(signing, [signing, first, second]).ForEncryption);
        Assert.Null(new ServiceProviderKeyRing(signing, [signing]).ForEncryption);
    }

    private static ServiceProviderKey Key(X509Certificate2 certificate) => new(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null));
}
