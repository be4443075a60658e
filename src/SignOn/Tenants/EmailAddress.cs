using System.Diagnostics.CodeAnalysis;

namespace SignOn;

/// <summary>As much of an e-mail address as linking people to users needs: whose domain it is in.</summary>
internal static class EmailAddress
{
    // RFC 5321 4.5.3.1 bounds local part and domain at 64 and 255 octets.
    private const int MaxLength = 320;

    /// <summary>The domain, lower case. False for anything with more than one '@', blanks or control characters: addresses that are legal yet read differently by different programs.</summary>
    public static bool TryGetDomain(string? address, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        if (address is not { Length: > 2 and <= MaxLength } || address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '<' or '>' or ','))
        {
            return false;
        }

        var at = address.IndexOf('@');
        if (at <= 0 || address.LastIndexOf('@') != at || !IsDomain(address[(at + 1)..]))
        {
            return false;
        }

        domain = UserKeys.LowerAscii(address[(at + 1)..]);
        return true;
    }

    public static bool IsDomain(string text) =>
        text.Length is > 0 and <= 255 && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal)
        && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '-');

    public static bool IsIn(string? address, Tenant tenant) =>
        TryGetDomain(address, out var domain) && tenant.EmailDomains.Contains(domain, StringComparer.Ordinal);
}
