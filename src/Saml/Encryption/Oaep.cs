using System.Numerics;
using System.Security.Cryptography;

namespace Saml.Encryption;

/// <summary>
/// RSA-OAEP with a mask function of another hash than the digest (RFC 8017, 7.1.2), which XML Encryption allows and .NET does not offer:
/// rsa-oaep-mgf1p with SHA-256 is digest SHA-256 and mask SHA-1. The private operation is blinded, so that its time tells nothing of the key.
/// </summary>
internal static class Oaep
{
    /// <summary>Decrypts; null when anything is wrong, whatever it is.</summary>
    internal static byte[]? Decrypt(RSA key, ReadOnlySpan<byte> ciphertext, KeyTransport transport)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: true);
        try
        {
            int k = parameters.Modulus!.Length;
            return ciphertext.Length == k && Blinded(parameters, ciphertext) is { } number && Encode(number, k) is { } encoded
                ? Decode(encoded, transport)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
            CryptographicOperations.ZeroMemory(parameters.P);
            CryptographicOperations.ZeroMemory(parameters.Q);
            CryptographicOperations.ZeroMemory(parameters.DP);
            CryptographicOperations.ZeroMemory(parameters.DQ);
            CryptographicOperations.ZeroMemory(parameters.InverseQ);
        }
    }

    /// <summary>RSADP (RFC 8017, 5.1.2) on a ciphertext multiplied by r^e; the result is divided by r. Null where the numbers are no RSA key's.</summary>
    private static BigInteger? Blinded(in RSAParameters parameters, ReadOnlySpan<byte> ciphertext)
    {
        BigInteger n = Number(parameters.Modulus);
        BigInteger c = Number(ciphertext);
        if (c >= n)
        {
            return null;
        }

        BigInteger e = Number(parameters.Exponent);
        BigInteger p = Number(parameters.P);
        BigInteger q = Number(parameters.Q);
        BigInteger r = Number(RandomNumberGenerator.GetBytes(parameters.Modulus!.Length)) % n;
        BigInteger blinded = c * BigInteger.ModPow(r, e, n) % n;
        // Modulo each prime by itself: a quarter of the work. Fermat's theorem gives the inverse of r in the same way.
        BigInteger m = Combine(parameters, p, q, BigInteger.ModPow(blinded, Number(parameters.DP), p), BigInteger.ModPow(blinded, Number(parameters.DQ), q));
        BigInteger inverse = Combine(parameters, p, q, BigInteger.ModPow(r, p - 2, p), BigInteger.ModPow(r, q - 2, q));
        BigInteger number = m * inverse % n;
        // A slip in one half would give away the other prime.
        return BigInteger.ModPow(number, e, n) == c ? number : null;
    }

    /// <summary>The number below p*q with these remainders (RFC 8017, 5.1.2, step 2.b).</summary>
    private static BigInteger Combine(in RSAParameters parameters, in BigInteger p, in BigInteger q, in BigInteger moduloP, in BigInteger moduloQ)
    {
        BigInteger difference = (moduloP - (moduloQ % p) + p) % p;
        return moduloQ + (q * (Number(parameters.InverseQ) * difference % p));
    }

    private static byte[]? Encode(BigInteger number, int length)
    {
        byte[] encoded = new byte[length];
        byte[] octets = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (octets.Length > length)
        {
            return null;
        }

        octets.CopyTo(encoded, length - octets.Length);
        return encoded;
    }

    /// <summary>EME-OAEP decoding (RFC 8017, 7.1.2, step 3) with an empty label; every check is made before any verdict.</summary>
    private static byte[]? Decode(byte[] encoded, KeyTransport transport)
    {
        byte[] labelHash = CryptographicOperations.HashData(transport.Digest, []);
        int h = labelHash.Length;
        if (encoded.Length < (2 * h) + 2)
        {
            return null;
        }

        Span<byte> seed = encoded.AsSpan(1, h);
        Span<byte> block = encoded.AsSpan(1 + h);
        Mask(seed, block, transport.Mask);
        Mask(block, seed, transport.Mask);
        bool good = encoded[0] == 0 & CryptographicOperations.FixedTimeEquals(block[..h], labelHash);
        int separator = h;
        bool searching = true;
        for (int i = h; i < block.Length; i++)
        {
            bool one = block[i] == 1;
            good &= !searching | one | block[i] == 0;
            separator = searching & one ? i : separator;
            searching &= !one;
        }

        return good & !searching ? block[(separator + 1)..].ToArray() : null;
    }

    /// <summary>MGF1 (RFC 8017, B.2.1): <paramref name="target"/> ^= mask of <paramref name="source"/>.</summary>
    private static void Mask(Span<byte> target, ReadOnlySpan<byte> source, HashAlgorithmName hash)
    {
        byte[] input = new byte[source.Length + 4];
        source.CopyTo(input);
        for (int counter = 0, at = 0; at < target.Length; counter++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(source.Length), counter);
            byte[] mask = CryptographicOperations.HashData(hash, input);
            for (int i = 0; i < mask.Length && at < target.Length; i++, at++)
            {
                target[at] ^= mask[i];
            }
        }
    }

    private static BigInteger Number(ReadOnlySpan<byte> octets) => new(octets, isUnsigned: true, isBigEndian: true);
}
