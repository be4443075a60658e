using System.Text;
using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>The form that an IdP makes the browser post (saml-bindings-2.0-os 3.5.4).</summary>
/// <param name="SamlResponse">Octets of the field SAMLResponse: base64, not decoded; empty when the field is missing.</param>
/// <param name="RelayState">The field RelayState; null when missing.</param>
internal sealed record SamlForm(byte[] SamlResponse, string? RelayState)
{
    /// <summary>Octets of the body: the engine's limit of an encoded message, with room for percent-encoding and RelayState.</summary>
    public const int MaxBodyBytes = 512 * 1024;

    /// <summary>Reads the form.</summary>
    /// <param name="request">The request; its body was not read before.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The form, or the problem; never both.</returns>
    public static async Task<(SamlForm? Form, FormProblem Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (fields, problem) = await FormReader.ReadAsync(request, MaxBodyBytes, cancellation);
        if (fields is null)
            return (null, problem);
        var response = fields.GetValueOrDefault("SAMLResponse");
        var relayState = fields.GetValueOrDefault("RelayState");
        // Two values are two readers' chance to disagree about what was checked.
        if (response.Count > 1 || relayState.Count > 1)
            return (null, FormProblem.FormMalformed);
        return (new SamlForm(Encoding.UTF8.GetBytes(response.ToString()), relayState.Count == 0 ? null : relayState[0]), FormProblem.None);
    }
}
