using System.Buffers;

namespace Saml.Xml;

/// <summary>A growing run of octets in pooled memory. It is wiped when it goes back, because it holds people's names.</summary>
internal sealed class PooledBuffer : IDisposable
{
    private byte[] _array;

    internal PooledBuffer(int capacity) => _array = ArrayPool<byte>.Shared.Rent(capacity);

    internal int Length { get; private set; }

    internal byte[] Array => _array;

    internal ReadOnlySpan<byte> Written => _array.AsSpan(0, Length);

    /// <summary>Room for <paramref name="size"/> more octets; say how many were used with <see cref="Advance"/>.</summary>
    internal Span<byte> Reserve(int size)
    {
        if (_array.Length - Length < size)
        {
            Grow(size);
        }

        return _array.AsSpan(Length);
    }

    internal void Advance(int count) => Length += count;

    internal void Append(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(Reserve(octets.Length));
        Length += octets.Length;
    }

    internal void Append(byte octet)
    {
        if (Length == _array.Length)
        {
            Grow(1);
        }

        _array[Length++] = octet;
    }

    public void Dispose()
    {
        if (_array.Length > 0)
        {
            _array.AsSpan(0, Length).Clear();
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
            Length = 0;
        }
    }

    private void Grow(int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_array.Length * 2, Length + size));
        Written.CopyTo(larger);
        _array.AsSpan(0, Length).Clear();
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
