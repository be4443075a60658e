using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Signs each try of a request with the account's key (Shared Key of the queue service, version 2009-09-19 and later).</summary>
internal sealed class SharedKeyPolicy(string account, byte[] key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture));
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(request)));
        request.Headers.SetValue("Authorization", $"SharedKey {account}:{Convert.ToBase64String(signature)}");
    }

    private string StringToSign(Request request)
    {
        var length = request.Content is not null && request.Content.TryComputeLength(out var bytes) && bytes > 0
            ? bytes.ToString(CultureInfo.InvariantCulture)
            : "";
        var text = new StringBuilder();
        text.Append(request.Method.Method).Append('\n');
        text.Append("\n\n").Append(length).Append("\n\n"); // Content-Encoding, -Language, -Length, -MD5
        text.Append(request.Headers.TryGetValue("Content-Type", out var type) ? type : "").Append('\n');
        text.Append("\n\n\n\n\n\n"); // Date, If-*, Range: not sent
        foreach (var header in request.Headers
            .Where(h => h.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(h => h.Name.ToLowerInvariant(), StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{header.Name.ToLowerInvariant()}:{header.Value}\n");
        }

        AppendResource(text, request.Uri.ToUri());
        return text.ToString();
    }

    private void AppendResource(StringBuilder text, Uri uri)
    {
        text.Append('/').Append(account).Append(uri.AbsolutePath);
        var parameters = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .OrderBy(part => part[0], StringComparer.Ordinal);
        foreach (var part in parameters)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{part[0].ToLowerInvariant()}:{Uri.UnescapeDataString(part.Length > 1 ? part[1] : "")}");
        }
    }
}
