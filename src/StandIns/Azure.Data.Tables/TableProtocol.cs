using System.Buffers;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>Sends the REST calls of one account's table service.</summary>
internal sealed class TableProtocol
{
    // The service has always had these two headers; JSON is spoken from DataServiceVersion 3.0 on.
    public const string DataServiceVersion = "3.0";
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";

    private static readonly ResponseClassifier MayExist = new StatusCodeClassifier([201, 204, 409]);
    private static readonly ResponseClassifier MayBeMissing = new StatusCodeClassifier([200, 204, 404]);

    private readonly HttpPipeline _pipeline;
    private readonly string _endpoint;
    private readonly string _version;

    public TableProtocol(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions options)
    {
        options ??= new TableClientOptions();
        _endpoint = endpoint.AbsoluteUri.TrimEnd('/');
        _version = options.VersionString;
        _pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { authentication },
            ResponseClassifier = new ResponseClassifier(),
            RequestFailedDetailsParser = new ErrorDetails(),
        });
    }

    public static HttpPipelinePolicy Bearer(TokenCredential credential) =>
        new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default");

    public Uri UriOf(string path) => new(_endpoint + path);

    /// <summary>Creates a table; with <paramref name="unlessExists"/> a conflict is an answer and no error.</summary>
    public async Task<Response> CreateTableAsync(string name, bool unlessExists, CancellationToken cancellationToken)
    {
        using var message = NewMessage(RequestMethod.Post, "/Tables");
        var headers = message.Request.Headers;
        headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes($$"""{"TableName":"{{JsonEncodedText.Encode(name)}}"}"""));
        if (!unlessExists)
        {
            return await SendAsync(message, cancellationToken);
        }

        headers.Add("Prefer", "return-no-content");
        message.ResponseClassifier = MayExist;
        var response = await SendAsync(message, cancellationToken);
        if (response.Status == 409 && new RequestFailedException(response) is { ErrorCode: "TableBeingDeleted" } deleting)
        {
            throw deleting;
        }

        return response;
    }

    /// <summary>Removes a table; one that does not exist gives 404 and no error.</summary>
    public async Task<Response> DeleteTableAsync(string name, CancellationToken cancellationToken)
    {
        using var message = NewMessage(RequestMethod.Delete, $"/Tables('{Uri.EscapeDataString(name)}')");
        message.ResponseClassifier = MayBeMissing;
        return await SendAsync(message, cancellationToken);
    }

    /// <summary>Gets JSON from a path; with <paramref name="orMissing"/> a 404 is an answer and no error.</summary>
    public async Task<Response> GetAsync(string path, bool orMissing, CancellationToken cancellationToken)
    {
        using var message = NewMessage(RequestMethod.Get, path);
        if (orMissing)
        {
            message.ResponseClassifier = MayBeMissing;
        }

        return await SendAsync(message, cancellationToken);
    }

    /// <summary>Writes one row; the deletion of a row that does not exist gives 404 and no error.</summary>
    public async Task<Response> WriteAsync(RowRequest row, CancellationToken cancellationToken)
    {
        using var message = NewMessage(row.Method, row.Path);
        if (row.IfMatch is not null)
        {
            message.Request.Headers.Add("If-Match", row.IfMatch);
        }

        if (row.Method == RequestMethod.Post)
        {
            message.Request.Headers.Add("Prefer", "return-no-content");
        }

        if (row.Method == RequestMethod.Delete)
        {
            message.ResponseClassifier = MayBeMissing;
        }
        else
        {
            var body = new ArrayBufferWriter<byte>();
            RowWriter.Write(body, row.Body);
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(body.WrittenMemory);
        }

        return await SendAsync(message, cancellationToken);
    }

    /// <summary>Sends a transaction and returns one answer for each of its actions.</summary>
    /// <exception cref="TableTransactionFailedException">An action was refused; none took effect.</exception>
    public async Task<Response<IReadOnlyList<Response>>> TransactAsync(IReadOnlyList<RowRequest> rows, CancellationToken cancellationToken)
    {
        using var message = NewMessage(RequestMethod.Post, "/$batch");
        var batch = new TransactionContent(this, _version, rows);
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Headers.Add("Content-Type", batch.ContentType);
        message.Request.Content = RequestContent.Create(batch.Body);
        await SendAsync(message, cancellationToken);
        var answers = await MultipartResponse.ParseAsync(message.Response, false, cancellationToken);
        return Array.Find(answers, answer => answer.Status >= 400) is { } refusal
            ? throw new TableTransactionFailedException(new RequestFailedException(refusal))
            : Response.FromValue<IReadOnlyList<Response>>(answers, message.Response);
    }

    private HttpMessage NewMessage(RequestMethod method, string path)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(UriOf(path));
        message.Request.Headers.Add("x-ms-version", _version);
        message.Request.Headers.Add("DataServiceVersion", DataServiceVersion);
        message.Request.Headers.Add("Accept", MinimalMetadata);
        return message;
    }

    private async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }
}
