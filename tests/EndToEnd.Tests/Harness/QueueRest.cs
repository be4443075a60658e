using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EndToEnd.Tests.Harness;

/// <summary>The few operations of the queue service that tests need, by its REST protocol, as any program could use it.</summary>
public sealed class QueueRest
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly Uri _endpoint;
    private readonly string _account;
    private readonly byte[] _key;

    /// <param name="connectionString">Of the storage account.</param>
    public QueueRest(string connectionString)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        _endpoint = new Uri(parts["QueueEndpoint"]);
        _account = parts["AccountName"];
        _key = Convert.FromBase64String(parts["AccountKey"]);
    }

    /// <summary>Adds a message with this body of the request, as captured from the wire.</summary>
    public async Task PostAsync(string queue, string body)
    {
        using var answer = await SendAsync(HttpMethod.Post, queue, "/messages", "", body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Adds a message with this text, in base64 as the host writes and expects it. Makes the queue when it is missing.</summary>
    public async Task AddAsync(string queue, string text)
    {
        using (var made = await SendAsync(HttpMethod.Put, queue, "", "", null))
        {
            made.EnsureSuccessStatusCode();
        }

        await PostAsync(queue, $"<QueueMessage><MessageText>{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}</MessageText></QueueMessage>");
    }

    /// <summary>How many messages the queue holds, those that are hidden included; 0 when there is no queue.</summary>
    public async Task<int> CountAsync(string queue)
    {
        using var answer = await SendAsync(HttpMethod.Get, queue, "", "comp=metadata", null);
        return answer.Headers.TryGetValues("x-ms-approximate-messages-count", out var values)
            ? int.Parse(values.Single(), CultureInfo.InvariantCulture)
            : 0;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string queue, string path, string query, string? body)
    {
        var resource = $"{_endpoint.AbsolutePath}/{queue}{path}";
        using var request = new HttpRequestMessage(method, new Uri(_endpoint, resource + (query.Length > 0 ? "?" + query : "")));
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", "2021-12-02");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new("application/xml");
        }

        // Shared Key of the queue service: method, eleven headers of which we send two, x-ms- headers, resource.
        var length = request.Content?.Headers.ContentLength is { } bytes and > 0 ? bytes.ToString(CultureInfo.InvariantCulture) : "";
        var type = body is null ? "" : "application/xml";
        var resourceQuery = query.Length > 0 ? "\n" + query.Replace('=', ':') : "";
        var toSign = $"{method.Method}\n\n\n{length}\n\n{type}\n\n\n\n\n\n\nx-ms-date:{date}\nx-ms-version:2021-12-02\n/{_account}{resource}{resourceQuery}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {_account}:{signature}");
        return await Http.SendAsync(request);
    }
}
