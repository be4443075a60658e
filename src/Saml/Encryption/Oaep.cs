using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Saml.Encryption;

/// <summary>
/// RSA-OAEP with a label, or with a mask function of another hash than the digest (RFC 8017, 7.1.2), which XML Encryption allows and .NET
/// does not offer: rsa-oaep-mgf1p with SHA-256 is digest SHA-256 and mask SHA-1. No instruction of the private operation depends on the
/// key or on what is decrypted.
/// </summary>
internal static class Oaep
{
    /// <summary>Decrypts; null when anything is wrong, whatever it is.</summary>
    internal static byte[]? Decrypt(RSA key, ReadOnlySpan<byte> ciphertext, KeyTransport transport)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: true);
        try
        {
            bool isInRange = ciphertext.Length == parameters.Modulus!.Length && ciphertext.SequenceCompareTo(parameters.Modulus) < 0;
            return isInRange && Apply(parameters, ciphertext) is { } encoded ? Decode(encoded, transport) : null;
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

    /// <summary>EME-OAEP decoding (RFC 8017, 7.1.2, step 3); every check is made before any verdict.</summary>
    internal static byte[]? Decode(byte[] encoded, KeyTransport transport)
    {
        byte[] labelHash = CryptographicOperations.HashData(transport.Digest, transport.Label);
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

    /// <summary>
    /// RSADP (RFC 8017, 5.1.2) modulo each prime by itself, which is a quarter of the work (step 2.b). Null where the result does not give
    /// the ciphertext back: a slip in one half would give away the other prime.
    /// </summary>
    private static byte[]? Apply(in RSAParameters key, ReadOnlySpan<byte> ciphertext)
    {
        ulong[] c = OddModulus.FromOctets(ciphertext);
        using var p = new OddModulus(key.P);
        using var q = new OddModulus(key.Q);
        ulong[] moduloP = p.Power(p.Reduce(c), key.DP);
        ulong[] moduloQ = q.Restore(q.Power(q.Reduce(c), key.DQ));
        p.Subtract(moduloP, p.Reduce(moduloQ));
        ulong[] h = new ulong[moduloP.Length];
        p.Multiply(moduloP, OddModulus.FromOctets(key.InverseQ), h);

        ulong[] m = new ulong[h.Length + moduloQ.Length + 1];
        moduloQ.CopyTo(m, 0);
        ulong[] factor = OddModulus.FromOctets(key.Q);
        OddModulus.AddProduct(m, h, factor);

        using var n = new OddModulus(key.Modulus);
        byte[] encoded = OddModulus.ToOctets(m, ciphertext.Length);
        byte[] again = OddModulus.ToOctets(n.Restore(n.Power(n.Reduce(m), key.Exponent)), ciphertext.Length);
        foreach (ulong[] secret in (ulong[][])[moduloP, moduloQ, h, m, factor])
        {
            OddModulus.Wipe(secret);
        }

        return CryptographicOperations.FixedTimeEquals(again, ciphertext) ? encoded : null;
    }

    /// <summary>MGF1 (RFC 8017, B.2.1): <paramref name="target"/> ^= mask of <paramref name="source"/>.</summary>
    private static void Mask(Span<byte> target, ReadOnlySpan<byte> source, HashAlgorithmName hash)
    {
        byte[] input = new byte[source.Length + 4];
        source.CopyTo(input);
        for (int counter = 0, at = 0; at < target.Length; counter++)
        {
            BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(source.Length), counter);
            byte[] mask = CryptographicOperations.HashData(hash, input);
            for (int i = 0; i < mask.Length && at < target.Length; i++, at++)
            {
                target[at] ^= mask[i];
            }
        }
    }
}
