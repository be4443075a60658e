using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Saml.Encryption;

/// <summary>
/// Arithmetic modulo an odd number by Montgomery's method, for <see cref="Oaep"/>. Numbers are limbs of 64 bits, the lowest first. Which
/// instructions run and which memory they touch depends on the lengths of numbers alone, never on their values.
/// </summary>
/// <remarks>A number x is in Montgomery form as x·R, R being the first power of 2 that has a limb more than the modulus.</remarks>
internal sealed class OddModulus : IDisposable
{
    private const int WindowBits = 4;

    private readonly ulong[] _modulus;
    private readonly ulong _negativeInverse;
    private readonly ulong[] _square;

    /// <summary>Prepares the work with a modulus.</summary>
    /// <param name="modulus">An odd number above 1, the highest octet first.</param>
    internal OddModulus(ReadOnlySpan<byte> modulus)
    {
        _modulus = FromOctets(modulus);
        // Newton's method doubles the number of right bits each time; an odd number is its own inverse in the lowest three.
        ulong inverse = _modulus[0];
        for (int bits = 3; bits < 64; bits *= 2)
        {
            inverse *= 2 - (_modulus[0] * inverse);
        }

        _negativeInverse = 0 - inverse;
        _square = new ulong[_modulus.Length];
        _square[0] = 1;
        for (int i = 0; i < 128 * _modulus.Length; i++)
        {
            Double(_square);
        }
    }

    internal static ulong[] FromOctets(ReadOnlySpan<byte> octets)
    {
        ulong[] limbs = new ulong[(octets.Length + 7) / 8];
        for (int i = 0; i < octets.Length; i++)
        {
            limbs[i / 8] |= (ulong)octets[^(i + 1)] << (8 * (i % 8));
        }

        return limbs;
    }

    internal static byte[] ToOctets(ReadOnlySpan<ulong> limbs, int length)
    {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++)
        {
            octets[^(i + 1)] = (byte)(limbs[i / 8] >> (8 * (i % 8)));
        }

        return octets;
    }

    internal static void Wipe(ulong[] limbs) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(limbs.AsSpan()));

    public void Dispose()
    {
        Wipe(_modulus);
        Wipe(_square);
    }

    /// <summary>A number of any length, reduced and in Montgomery form.</summary>
    internal ulong[] Reduce(ReadOnlySpan<ulong> number)
    {
        int length = _modulus.Length;
        ulong[] sum = new ulong[length];
        Span<ulong> part = stackalloc ulong[length];
        for (int at = (number.Length - 1) / length * length; at >= 0; at -= length)
        {
            // What came before counts R times as much as this part.
            Multiply(sum, _square, sum);
            part.Clear();
            number[at..Math.Min(at + length, number.Length)].CopyTo(part);
            Multiply(part, _square, part);
            Add(sum, part);
        }

        part.Clear();
        return sum;
    }

    /// <summary>The number that has this Montgomery form.</summary>
    internal ulong[] Restore(ReadOnlySpan<ulong> form)
    {
        Span<ulong> one = stackalloc ulong[_modulus.Length];
        one[0] = 1;
        ulong[] number = new ulong[_modulus.Length];
        Multiply(form, one, number);
        return number;
    }

    /// <summary>A power, base and result in Montgomery form. Each four bits of the exponent cost the same: four squares and a product.</summary>
    internal ulong[] Power(ReadOnlySpan<ulong> form, ReadOnlySpan<byte> exponent)
    {
        int length = _modulus.Length;
        ulong[] table = new ulong[length << WindowBits];
        Reduce([1]).CopyTo(table, 0);
        for (int i = 1; i < 1 << WindowBits; i++)
        {
            Multiply(table.AsSpan((i - 1) * length, length), form, table.AsSpan(i * length, length));
        }

        ulong[] power = table[..length];
        Span<ulong> factor = stackalloc ulong[length];
        foreach (byte octet in exponent)
        {
            for (int shift = 8 - WindowBits; shift >= 0; shift -= WindowBits)
            {
                for (int i = 0; i < WindowBits; i++)
                {
                    Multiply(power, power, power);
                }

                Select(table, (octet >> shift) & ((1 << WindowBits) - 1), factor);
                Multiply(power, factor, power);
            }
        }

        Wipe(table);
        factor.Clear();
        return power;
    }

    /// <summary>a·b/R. <paramref name="b"/> is below the modulus; <paramref name="a"/> has as many limbs, and may be above.</summary>
    internal void Multiply(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> result)
    {
        ReadOnlySpan<ulong> n = _modulus;
        b = b[..n.Length];
        Span<ulong> sum = stackalloc ulong[n.Length];
        sum.Clear();
        ulong top = 0;
        foreach (ulong limb in a)
        {
            // A multiple of the modulus makes the lowest limb zero, and it falls off.
            ulong multiple = (sum[0] + (limb * b[0])) * _negativeInverse;
            ulong first = 0;
            ulong second = 0;
            for (int i = 0; i < n.Length && i < b.Length && i < sum.Length; i++)
            {
                ulong low = AddProduct(sum[i], b[i], limb, ref first);
                low = AddProduct(low, n[i], multiple, ref second);
                if (i > 0)
                {
                    sum[i - 1] = low;
                }
            }

            first += top;
            ulong over = IsBelow(first, top);
            first += second;
            top = over + IsBelow(first, second);
            sum[^1] = first;
        }

        SubtractOnce(sum, top, result);
        sum.Clear();
    }

    /// <summary>a − b, both below the modulus, into <paramref name="a"/>.</summary>
    internal void Subtract(Span<ulong> a, ReadOnlySpan<ulong> b)
    {
        ulong borrow = 0;
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = Difference(a[i], b[i], ref borrow);
        }

        ulong mask = 0 - borrow;
        ulong carry = 0;
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = Sum(a[i], _modulus[i] & mask, ref carry);
        }
    }

    /// <summary>The product of two numbers, added to <paramref name="sum"/>, which has room for it.</summary>
    internal static void AddProduct(Span<ulong> sum, ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            ulong carry = 0;
            for (int j = 0; j < b.Length; j++)
            {
                sum[i + j] = AddProduct(sum[i + j], a[i], b[j], ref carry);
            }

            for (int j = i + b.Length; j < sum.Length; j++)
            {
                sum[j] += carry;
                carry = IsBelow(sum[j], carry);
            }
        }
    }

    /// <summary>a·b + sum + carry: never more than two limbs, the higher of which is the new carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddProduct(ulong sum, ulong a, ulong b, ref ulong carry)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        low += carry;
        high += IsBelow(low, carry);
        low += sum;
        carry = high + IsBelow(low, sum);
        return low;
    }

    private void Add(Span<ulong> a, ReadOnlySpan<ulong> b)
    {
        ulong carry = 0;
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = Sum(a[i], b[i], ref carry);
        }

        SubtractOnce(a, carry, a);
    }

    private void Double(Span<ulong> a) => Add(a, a);

    /// <summary>The modulus is taken off where the number, with <paramref name="top"/> (0 or 1) as its next limb, is not below it.</summary>
    private void SubtractOnce(ReadOnlySpan<ulong> number, ulong top, Span<ulong> result)
    {
        Span<ulong> less = stackalloc ulong[number.Length];
        ulong borrow = 0;
        for (int i = 0; i < number.Length; i++)
        {
            less[i] = Difference(number[i], _modulus[i], ref borrow);
        }

        ulong mask = 0 - (top | (borrow ^ 1));
        for (int i = 0; i < number.Length; i++)
        {
            result[i] = (less[i] & mask) | (number[i] & ~mask);
        }

        less.Clear();
    }

    /// <summary>Every entry is read, whichever is wanted.</summary>
    private static void Select(ReadOnlySpan<ulong> table, int index, Span<ulong> entry)
    {
        entry.Clear();
        for (int i = 0; i < 1 << WindowBits; i++)
        {
            ulong mask = 0 - (ulong)((uint)((i ^ index) - 1) >> 31);
            ReadOnlySpan<ulong> candidate = table.Slice(i * entry.Length, entry.Length);
            for (int j = 0; j < entry.Length; j++)
            {
                entry[j] |= candidate[j] & mask;
            }
        }
    }

    private static ulong Sum(ulong a, ulong b, ref ulong carry)
    {
        ulong sum = a + b;
        ulong all = sum + carry;
        carry = IsBelow(sum, a) | IsBelow(all, sum);
        return all;
    }

    private static ulong Difference(ulong a, ulong b, ref ulong borrow)
    {
        ulong difference = a - b;
        ulong all = difference - borrow;
        borrow = IsBelow(a, b) | IsBelow(difference, borrow);
        return all;
    }

    /// <summary>1 where a is below b, as where a sum is below what was added; else 0. A comparison's flag is taken as it is: no branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong IsBelow(ulong a, ulong b) => Unsafe.BitCast<bool, byte>(a < b);
}
