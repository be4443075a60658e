using System.Text;
using Microsoft.AspNetCore.Http;
using SignOn;

namespace Functions.Http;

/// <summary>Tells a logout message in a form from a plain visit.</summary>
internal static class LogoutForm
{
    /// <summary>Reads the form.</summary>
    /// <param name="request">The request; its body was not read before.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The message; neither message nor problem for a body without one.</returns>
    public static async Task<(LogoutPost? Post, FormProblem Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (fields, problem) = await FormReader.ReadAsync(request, SamlForm.MaxBodyBytes, cancellation);
        if (fields is null)
            return (null, problem == FormProblem.ContentTypeUnsupported ? FormProblem.None : problem);
        var (asked, answered) = (fields.GetValueOrDefault("SAMLRequest"), fields.GetValueOrDefault("SAMLResponse"));
        var relayState = fields.GetValueOrDefault("RelayState");
        // Two values are two readers' chance to disagree about what was checked.
        if (asked.Count + answered.Count > 1 || relayState.Count > 1)
            return (null, FormProblem.FormMalformed);
        if (asked.Count + answered.Count == 0)
            return (null, FormProblem.None);
        var isRequest = asked.Count > 0;
        var value = Encoding.UTF8.GetBytes((isRequest ? asked : answered).ToString());
        return (new LogoutPost(isRequest, value, relayState.Count == 0 ? null : relayState[0]), FormProblem.None);
    }
}
