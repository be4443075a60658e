using System.Buffers;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>A transaction as the service takes it: a batch that holds one change set of HTTP requests (REST: "Performing entity group transactions").</summary>
internal sealed class TransactionContent
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly string _batch = $"batch_{Guid.NewGuid()}";
    private readonly string _changeSet = $"changeset_{Guid.NewGuid()}";

    public TransactionContent(TableProtocol service, string version, IReadOnlyList<RowRequest> rows)
    {
        Write($"--{_batch}\r\nContent-Type: multipart/mixed; boundary={_changeSet}\r\n\r\n");
        foreach (var row in rows)
        {
            WriteRequest(service.UriOf(row.Path), version, row);
        }

        Write($"--{_changeSet}--\r\n--{_batch}--\r\n");
    }

    public string ContentType => $"multipart/mixed; boundary={_batch}";

    public ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    private void WriteRequest(Uri uri, string version, in RowRequest row)
    {
        Write($"--{_changeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        Write($"{row.Method} {uri.AbsoluteUri} HTTP/1.1\r\nHost: {uri.Host}\r\nx-ms-version: {version}\r\n");
        Write($"DataServiceVersion: {TableProtocol.DataServiceVersion}\r\nAccept: {TableProtocol.MinimalMetadata}\r\n");
        if (row.IfMatch is not null)
        {
            Write($"If-Match: {row.IfMatch}\r\n");
        }

        if (row.Method == RequestMethod.Post)
        {
            Write("Prefer: return-no-content\r\n");
        }

        if (row.Body is null)
        {
            Write("\r\n");
        }
        else
        {
            Write("Content-Type: application/json\r\n\r\n");
            RowWriter.Write(_body, row.Body);
        }

        Write("\r\n");
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _body);
}
