using System.Numerics;
using System.Security.Cryptography;
using Saml.Encryption;

namespace Saml.Tests.Encryption;

/// <summary>The framework's slow numbers are the judge of our even ones.</summary>
public sealed class OddModulusTests
{
    public static TheoryData<int> Lengths => [1, 7, 8, 9, 16, 64, 65, 127, 128, 129, 192, 256];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_operation_gives_what_arithmetic_says(int octets)
    {
        var random = new Random(octets);
        for (int round = 0; round < 200; round++)
        {
            byte[] odd = Draw(random, octets);
            odd[^1] |= 1;
            odd[0] |= (byte)(octets == 1 ? 2 : 0);
            BigInteger n = Number(odd);
            using var modulus = new OddModulus(odd);
            BigInteger a = Number(Draw(random, octets));
            BigInteger b = Number(Draw(random, octets * 2 + 3));
            byte[] exponent = Draw(random, round % 4);

            ulong[] x = modulus.Reduce(Limbs(a));
            ulong[] y = modulus.Reduce(Limbs(b));
            Assert.Equal(a % n, Number(modulus.Restore(x)));
            Assert.Equal(b % n, Number(modulus.Restore(y)));
            Assert.Equal(BigInteger.ModPow(a, Number(exponent), n), Number(modulus.Restore(modulus.Power(x, exponent))));

            ulong[] product = new ulong[x.Length];
            modulus.Multiply(x, y, product);
            Assert.Equal(a * b % n, Number(modulus.Restore(product)));
            modulus.Subtract(x, y);
            Assert.Equal((((a - b) % n) + n) % n, Number(modulus.Restore(x)));
        }
    }

    /// <summary>Carries that run through every limb are rare among random numbers.</summary>
    [Fact]
    public void Numbers_at_the_edges_of_limbs()
    {
        foreach (int octets in (int[])[8, 16, 24, 128])
        {
            byte[][] moduli = [Filled(octets, 0xFF), [.. Filled(octets - 1, 0xFF), 0xFD], [0x80, .. new byte[octets - 2], 1], [1, .. Filled(octets - 1, 0xFF)]];
            foreach (byte[] odd in moduli)
            {
                BigInteger n = Number(odd);
                using var modulus = new OddModulus(odd);
                foreach (BigInteger a in (BigInteger[])[0, 1, n - 1, n, n + 1, (BigInteger.One << (octets * 8)) - 1, BigInteger.One << ((octets * 8) - 1)])
                {
                    ulong[] x = modulus.Reduce(Limbs(a));
                    Assert.Equal(a % n, Number(modulus.Restore(x)));
                    Assert.Equal(BigInteger.ModPow(a, 65537, n), Number(modulus.Restore(modulus.Power(x, [1, 0, 1]))));
                    ulong[] zero = (ulong[])x.Clone();
                    modulus.Subtract(zero, x);
                    Assert.All(zero, limb => Assert.Equal(0UL, limb));
                    modulus.Subtract(zero, modulus.Reduce([1]));
                    Assert.Equal(n - 1, Number(modulus.Restore(zero)));
                }
            }
        }
    }

    [Theory]
    [InlineData(2048)]
    [InlineData(2056)]
    [InlineData(3072)]
    [InlineData(4096)]
    public void Whole_keys_give_what_the_framework_gives(int bits)
    {
        using RSA key = RSA.Create(bits);
        for (int i = 0; i < 5; i++)
        {
            byte[] secret = RandomNumberGenerator.GetBytes(32);
            Assert.Equal(secret, Oaep.Decrypt(key, key.Encrypt(secret, RSAEncryptionPadding.OaepSHA256), new KeyTransport(HashAlgorithmName.SHA256, HashAlgorithmName.SHA256, [])));
        }
    }

    private static byte[] Draw(Random random, int octets)
    {
        byte[] drawn = new byte[octets];
        random.NextBytes(drawn);
        // Long runs of ones and zeros among them.
        for (int runs = random.Next(3); runs > 0 && octets > 0; runs--)
        {
            int from = random.Next(octets);
            drawn.AsSpan(from, random.Next(octets - from + 1)).Fill((byte)(random.Next(2) * 0xFF));
        }

        return drawn;
    }

    private static byte[] Filled(int octets, byte value) => [.. Enumerable.Repeat(value, octets)];

    private static ulong[] Limbs(BigInteger number) => OddModulus.FromOctets(number.ToByteArray(isUnsigned: true, isBigEndian: true));

    private static BigInteger Number(byte[] octets) => new(octets, isUnsigned: true, isBigEndian: true);

    private static BigInteger Number(ulong[] limbs) => Number(OddModulus.ToOctets(limbs, limbs.Length * 8));
}
