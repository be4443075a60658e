using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>The id that ties a page, the log and the audit trail together: the W3C trace id, 32 hexadecimal digits.</summary>
internal static class Correlation
{
    /// <summary>The response header that carries it.</summary>
    public const string Header = "X-Correlation-Id";

    private static readonly object Key = new();

    /// <summary>The current trace's id, or a new one where nothing traces.</summary>
    public static string Current() => (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();

    /// <summary>The id of this request.</summary>
    /// <param name="http">The request.</param>
    public static string Of(HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var id))
            return (string)id!;
        var created = Current();
        http.Items[Key] = created;
        return created;
    }
}
