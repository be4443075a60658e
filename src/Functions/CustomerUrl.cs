using Microsoft.AspNetCore.Http;

namespace Functions;

/// <summary>The shape of the pymetrics tutorial's addresses: <c>/saml2-sp/{customer}/{customer}/?flag</c>.</summary>
internal static class CustomerUrl
{
    /// <summary>Whether the address names the same customer twice.</summary>
    /// <param name="customer">First name.</param>
    /// <param name="repeat">Second name.</param>
    public static bool IsConsistent(string customer, string repeat) => string.Equals(customer, repeat, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the query holds <paramref name="flag"/>, with or without a value.</summary>
    /// <param name="request">The request.</param>
    /// <param name="flag">A name such as <c>sso</c>.</param>
    public static bool HasFlag(HttpRequest request, string flag) => request.Query.ContainsKey(flag);
}
