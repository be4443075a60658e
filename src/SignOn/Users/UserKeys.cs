using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SignOn;

/// <summary>Derives the keys of rows in a tenant's directory of users. Nothing that came from outside is ever part of a key as it is.</summary>
public static class UserKeys
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The key of the user whom <paramref name="issuer"/> names <paramref name="subject"/>: <c>s-</c> and 64 hex digits.</summary>
    /// <param name="issuer">The IdP's entity ID.</param>
    /// <param name="kind">What sort of name it is: equal texts of different sorts are different people.</param>
    /// <param name="subject">The name, as signed.</param>
    public static string ForSubject(string issuer, string kind, string subject) => "s-" + Hash(issuer, kind, subject);

    /// <summary>The key of an e-mail address's row: <c>e-</c> and 64 hex digits.</summary>
    /// <remarks>
    /// Only the letters A to Z are folded. Unicode folding would make different mailboxes equal: the Kelvin sign folds to k.
    /// </remarks>
    public static string ForEmail(string email) => "e-" + Hash(LowerAscii(email.Trim()));

    /// <summary>The key of the marker that says that a user waits: <c>p-</c> and the user's key.</summary>
    public static string ForPending(string userKey) => "p-" + userKey;

    /// <summary>The key of the marker of a mail that waits: <c>m-</c>, the invitation's key, and to whom it goes.</summary>
    /// <param name="invitationKey">See <see cref="ForEmail"/>.</param>
    /// <param name="to">To whom.</param>
    public static string ForMail(string invitationKey, MailTo to) => $"m-{invitationKey}-{(to == MailTo.Admin ? "admin" : "user")}";

    /// <summary>Whether this is a key that <see cref="ForEmail"/> makes.</summary>
    public static bool IsEmailKey(string? key) =>
        key is { Length: 66 } && key.StartsWith("e-", StringComparison.Ordinal) && key.AsSpan(2).IndexOfAnyExcept(LowerHex) < 0;

    /// <summary>Whether this is a key that <see cref="ForSubject"/> makes.</summary>
    public static bool IsSubjectKey(string? key) =>
        key is { Length: 66 } && key.StartsWith("s-", StringComparison.Ordinal) && key.AsSpan(2).IndexOfAnyExcept(LowerHex) < 0;

    internal static string LowerAscii(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
            }
        });

    /// <summary>SHA-256 over the parts, each led by its length, so that no two lists of parts look alike.</summary>
    internal static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            // The UTF-16 octets as they are: UTF-8 would replace a lone surrogate and so make different names equal.
            var octets = MemoryMarshal.AsBytes(part.AsSpan());
            BinaryPrimitives.WriteInt32BigEndian(length, octets.Length);
            hash.AppendData(length);
            hash.AppendData(octets);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
