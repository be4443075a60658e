using System.Diagnostics.CodeAnalysis;

namespace Saml;

/// <summary>The parameters of the Redirect binding in a raw query (saml-bindings-2.0-os 3.4.4.1). Any other parameter is passed over.</summary>
internal sealed class RedirectQuery
{
    private RedirectQuery()
    {
    }

    internal required bool IsRequest { get; init; }

    /// <summary>The message, percent-decoded: deflated base64.</summary>
    internal required string Message { get; init; }

    internal required string? RelayState { get; init; }

    internal required LogoutMessage.RedirectSignature? Signature { get; init; }

    internal static bool TryRead(string rawQuery, [NotNullWhen(true)] out RedirectQuery? query, [NotNullWhen(false)] out SamlFailure? failure)
    {
        query = null;
        var raw = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string parameter in rawQuery.Split('&'))
        {
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? parameter : parameter[..equals];
            if (name is "SAMLRequest" or "SAMLResponse" or "RelayState" or "SigAlg" or "Signature" && !raw.TryAdd(name, parameter))
            {
                failure = Malformed($"it names {name} twice");
                return false;
            }
        }

        bool isRequest = raw.ContainsKey("SAMLRequest");
        if (isRequest == raw.ContainsKey("SAMLResponse"))
        {
            failure = Malformed("it has not exactly one of SAMLRequest and SAMLResponse");
            return false;
        }

        if (!TryReadSignature(raw, isRequest, out LogoutMessage.RedirectSignature? signature))
        {
            failure = Malformed("SigAlg and Signature do not belong together");
            return false;
        }

        query = new RedirectQuery
        {
            IsRequest = isRequest,
            Message = Value(raw, isRequest ? "SAMLRequest" : "SAMLResponse")!,
            // Forms write a space as a plus sign, and a plus sign as %2B.
            RelayState = Value(raw, "RelayState", static text => text.Replace('+', ' ')),
            Signature = signature,
        };
        failure = null;
        return true;
    }

    /// <summary>The signed octets are the parameters as they were sent, in the order of the clause, however the query orders them.</summary>
    private static bool TryReadSignature(Dictionary<string, string> raw, bool isRequest, out LogoutMessage.RedirectSignature? signature)
    {
        signature = null;
        string? algorithm = Value(raw, "SigAlg");
        string? value = Value(raw, "Signature");
        if (algorithm is null || value is null)
        {
            return algorithm is null && value is null;
        }

        string signed = raw[isRequest ? "SAMLRequest" : "SAMLResponse"]
            + (raw.TryGetValue("RelayState", out string? relayState) ? "&" + relayState : string.Empty)
            + "&" + raw["SigAlg"];
        if (!Base64Text.TryDecode(value, out byte[]? octets))
        {
            return false;
        }

        signature = new LogoutMessage.RedirectSignature(signed, algorithm, octets);
        return true;
    }

    /// <summary>A plus sign is a space in a form, but some IdPs leave it bare in base64, where a space means nothing: it stays.</summary>
    private static string? Value(Dictionary<string, string> raw, string name, Func<string, string>? before = null)
    {
        if (!raw.TryGetValue(name, out string? parameter))
        {
            return null;
        }

        string value = parameter[Math.Min(parameter.Length, name.Length + 1)..];
        return Uri.UnescapeDataString(before is null ? value : before(value));
    }

    private static SamlFailure Malformed(string why) =>
        new(SamlError.SchemaViolation, "saml-bindings-2.0-os 3.4.4.1", $"The query is no message of the Redirect binding: {why}.");
}
