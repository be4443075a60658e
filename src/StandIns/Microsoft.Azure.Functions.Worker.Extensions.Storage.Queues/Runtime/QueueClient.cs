using System.Globalization;
using System.Security;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>The queue service's REST operations that the runtime needs.</summary>
internal sealed class QueueClient
{
    private const string ServiceVersion = "2021-12-02";
    private const string Scope = "https://storage.azure.com/.default";

    private readonly Uri _uri;
    private readonly HttpPipeline _pipeline;

    public QueueClient(QueueAddress address)
    {
        Name = address.Name;
        _uri = address.Uri;
        _pipeline = HttpPipelineBuilder.Build(new Options(), Authentication(address.Account));
    }

    public string Name { get; }

    /// <summary>Creates the queue; no error when it exists.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(RequestMethod.Put, "", null, cancellationToken).ConfigureAwait(false);
        ThrowUnless(response, 201, 204, 409);
    }

    /// <summary>Takes messages and hides them from others for a while; null when the queue does not exist.</summary>
    public async Task<IReadOnlyList<QueueMessage>?> ReceiveAsync(int count, TimeSpan invisible, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/messages?numofmessages={count}&visibilitytimeout={Seconds(invisible)}");
        using var response = await SendAsync(RequestMethod.Get, query, null, cancellationToken).ConfigureAwait(false);
        if (response.Status == 404) return null;

        ThrowUnless(response, 200);
        return QueueMessageReader.Read(response.ContentStream!);
    }

    /// <summary>Adds a message; creates the queue when it is missing.</summary>
    public async Task AddAsync(string text, CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetBytes($"<QueueMessage><MessageText>{SecurityElement.Escape(text)}</MessageText></QueueMessage>");
        for (var created = false; ; created = true)
        {
            using var response = await SendAsync(RequestMethod.Post, "/messages", content, cancellationToken).ConfigureAwait(false);
            if (response.Status != 404 || created)
            {
                ThrowUnless(response, 201);
                return;
            }

            await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Hides a message for a while from now on; the new receipt, or null when the message is no longer ours.</summary>
    public async Task<string?> HideAsync(QueueMessage message, string receipt, TimeSpan invisible, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"{Path(message, receipt)}&visibilitytimeout={Seconds(invisible)}");
        using var response = await SendAsync(RequestMethod.Put, query, null, cancellationToken).ConfigureAwait(false);
        if (response.Status is 400 or 404) return null;

        ThrowUnless(response, 204);
        return response.Headers.TryGetValue("x-ms-popreceipt", out var renewed) ? renewed : receipt;
    }

    /// <summary>Deletes a message; false when it is no longer ours.</summary>
    public async Task<bool> DeleteAsync(QueueMessage message, string receipt, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(RequestMethod.Delete, Path(message, receipt), null, cancellationToken).ConfigureAwait(false);
        if (response.Status is 400 or 404) return false;

        ThrowUnless(response, 204);
        return true;
    }

    private async Task<Response> SendAsync(RequestMethod method, string path, byte[]? content, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(_uri.AbsoluteUri + path));
        message.Request.Headers.Add("x-ms-version", ServiceVersion);
        if (content is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/xml");
            message.Request.Content = RequestContent.Create(content);
        }

        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response;
    }

    private static string Path(QueueMessage message, string receipt) =>
        $"/messages/{Uri.EscapeDataString(message.Id)}?popreceipt={Uri.EscapeDataString(receipt)}";

    // Whole seconds are what the service takes; less than one second would otherwise become none.
    private static int Seconds(TimeSpan span) => (int)Math.Ceiling(span.TotalSeconds);

    private static void ThrowUnless(Response response, params ReadOnlySpan<int> expected)
    {
        if (!expected.Contains(response.Status)) throw new RequestFailedException(response);
    }

    private static HttpPipelinePolicy Authentication(StorageAccount account) => account.Credential is { } section
        ? new BearerTokenAuthenticationPolicy(QueueCredential.From(section), Scope)
        : new SharedKeyPolicy(account.Name!, account.Key!);

    private sealed class Options : ClientOptions;
}
