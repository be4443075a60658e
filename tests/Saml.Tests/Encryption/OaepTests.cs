using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml.Encryption;
using Saml.Tests.Support;

namespace Saml.Tests.Encryption;

/// <summary>
/// Our own OAEP, step by step (RFC 8017, 7.1.2): whatever is wrong with an encoding looks the same from outside, so that only here a
/// check that is missing can be seen.
/// </summary>
public sealed class OaepTests : IDisposable
{
    private const int Length = 256;

    private readonly KeyTransport _transport = new(HashAlgorithmName.SHA256, HashAlgorithmName.SHA1, []);
    private readonly RSA _key = TestKeys.ServiceProvider.GetRSAPrivateKey()!;

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_sound_encoding() => Assert.Equal([5, 6, 7], Oaep.Decode(Encode(Block()), _transport));

    [Fact]
    public void An_empty_secret_and_one_that_fills_the_encoding()
    {
        Assert.Equal([], Oaep.Decode(Encode(Block(secret: [])), _transport)!);
        byte[] longest = RandomNumberGenerator.GetBytes(Length - 2 - (2 * 32));
        Assert.Equal(longest, Oaep.Decode(Encode(Block(secret: longest)), _transport));
    }

    [Fact]
    public void A_first_octet_that_is_not_zero() => Assert.Null(Oaep.Decode(Encode(Block(), first: 1), _transport));

    [Fact]
    public void Another_labels_hash()
    {
        Assert.Null(Oaep.Decode(Encode(Block(labelHash: SHA256.HashData("other"u8))), _transport));
        Assert.Null(Oaep.Decode(Encode(Block()), _transport with { Label = [.. "other"u8] }));
        Assert.NotNull(Oaep.Decode(Encode(Block(labelHash: SHA256.HashData("other"u8))), _transport with { Label = [.. "other"u8] }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void One_bit_of_the_labels_hash(int at)
    {
        byte[] block = Block();
        block[at] ^= 1;
        Assert.Null(Oaep.Decode(Encode(block), _transport));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(100)]
    public void Padding_that_is_not_zero(int at)
    {
        byte[] block = Block();
        block[at] = 2;
        Assert.Null(Oaep.Decode(Encode(block), _transport));
    }

    [Fact]
    public void No_one_behind_the_padding() => Assert.Null(Oaep.Decode(Encode([.. SHA256.HashData([]), .. new byte[Length - 1 - 32 - 32]]), _transport));

    [Fact]
    public void Less_than_two_hashes_and_two_octets()
    {
        Assert.Null(Oaep.Decode(new byte[65], _transport));
        Assert.Null(Oaep.Decode(new byte[66], _transport));
    }

    [Fact]
    public void A_ciphertext_of_another_length_than_the_modulus()
    {
        byte[] ciphertext = Encrypt([9]);
        Assert.Equal([9], Oaep.Decrypt(_key, ciphertext, Framework));
        Assert.Null(Oaep.Decrypt(_key, [0, .. ciphertext], Framework));
        Assert.Null(Oaep.Decrypt(_key, ciphertext.AsSpan(1), Framework));
        Assert.Null(Oaep.Decrypt(_key, [], Framework));
    }

    [Fact]
    public void A_ciphertext_that_is_not_below_the_modulus()
    {
        byte[] modulus = _key.ExportParameters(false).Modulus!;
        Assert.Null(Oaep.Decrypt(_key, modulus, Framework));
        // One that means the same number modulo n, for which the framework of the IdP has no use either.
        byte[]? same = Enumerable.Range(0, 400).Select(_ => Sum(Encrypt([9]), modulus)).FirstOrDefault(s => s is not null);
        Assert.NotNull(same);
        Assert.Null(Oaep.Decrypt(_key, same, Framework));
    }

    /// <summary>Where the framework knows the pair of hashes it is the judge, secret by secret.</summary>
    [Fact]
    public void It_decrypts_what_the_framework_encrypts()
    {
        for (int length = 0; length <= 190; length += 19)
        {
            byte[] secret = RandomNumberGenerator.GetBytes(length);
            Assert.Equal(secret, Oaep.Decrypt(_key, Encrypt(secret), Framework));
        }
    }

    [Fact]
    public void A_key_of_an_odd_length()
    {
        using RSA odd = RSA.Create(2056);
        Assert.Equal([9], Oaep.Decrypt(odd, odd.Encrypt([9], RSAEncryptionPadding.OaepSHA256), Framework));
    }

    private static KeyTransport Framework => new(HashAlgorithmName.SHA256, HashAlgorithmName.SHA256, []);

    private byte[] Encrypt(byte[] secret) => _key.Encrypt(secret, RSAEncryptionPadding.OaepSHA256);

    /// <summary>The sum of two numbers as long as they are; null where it is longer.</summary>
    private static byte[]? Sum(byte[] a, byte[] b)
    {
        byte[] sum = new byte[a.Length];
        int carry = 0;
        for (int i = a.Length - 1; i >= 0; i--)
        {
            carry += a[i] + b[i];
            sum[i] = (byte)carry;
            carry >>= 8;
        }

        return carry == 0 ? sum : null;
    }

    private static byte[] Block(byte[]? labelHash = null, byte[]? secret = null)
    {
        labelHash ??= SHA256.HashData([]);
        secret ??= [5, 6, 7];
        return [.. labelHash, .. new byte[Length - 2 - 32 - labelHash.Length - secret.Length], 1, .. secret];
    }

    /// <summary>Masks a data block with MGF1-SHA1 (7.1.1, step 2).</summary>
    private static byte[] Encode(byte[] block, byte first = 0)
    {
        byte[] seed = RandomNumberGenerator.GetBytes(32);
        byte[] masked = Xor(block, HandEncryptor.Mgf1(seed, block.Length, HashAlgorithmName.SHA1));
        return [first, .. Xor(seed, HandEncryptor.Mgf1(masked, seed.Length, HashAlgorithmName.SHA1)), .. masked];
    }

    private static byte[] Xor(byte[] a, byte[] b) => [.. a.Zip(b, (x, y) => (byte)(x ^ y))];
}
