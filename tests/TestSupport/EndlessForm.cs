using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TestSupport;

/// <summary>A form that is posted in chunks for as long as nobody stops it.</summary>
public static class EndlessForm
{
    /// <summary>How much is sent at most, in octets.</summary>
    public const int Enough = 64 * 1024 * 1024;

    private static readonly byte[] Chunk = Encoding.ASCII.GetBytes($"{16_384:x}\r\n{new string('A', 16_384)}\r\n");

    /// <summary>Posts it.</summary>
    /// <param name="server">Who listens.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="host">The Host header.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first line of the answer, and how many octets went before it came.</returns>
    public static async Task<(string? Answer, int Sent)> PostAsync(DnsEndPoint server, string path, string host, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"),
            cancellationToken);
        var answer = new StreamReader(stream, Encoding.ASCII).ReadLineAsync(cancellationToken).AsTask();
        var sent = 0;
        while (!answer.IsCompleted && sent < Enough)
        {
            try
            {
                await stream.WriteAsync(Chunk, cancellationToken);
            }
            catch (IOException)
            {
                break;
            }

            sent += Chunk.Length;
        }

        return (await answer, sent);
    }
}
