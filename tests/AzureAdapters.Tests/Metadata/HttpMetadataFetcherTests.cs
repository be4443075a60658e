using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalIdp;
using Microsoft.Extensions.Time.Testing;
using Saml;

namespace AzureAdapters.Tests.Metadata;

/// <summary>Metadata over real sockets. On a developer's machine loopback is allowed, so servers of the tests stand for the internet's.</summary>
public sealed class HttpMetadataFetcherTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("<EntityDescriptor/>");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_document_comes_as_it_is_and_nothing_of_ours_goes_there()
    {
        await using var server = new RawServer(_ => RawServer.Ok(Document));

        Assert.Equal(Document, await FetchedAsync(server.Url("/metadata?appid=1")));

        var head = Assert.Single(server.Requests);
        Assert.StartsWith("GET /metadata?appid=1 HTTP/1.1", head, StringComparison.Ordinal);
        Assert.All(["Cookie", "Authorization", "traceparent", "Referer"], name => Assert.DoesNotContain(name, head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Redirects_are_followed_five_times_without_cookies()
    {
        int[] codes = [301, 302, 303, 307, 308];
        await using var server = new RawServer(path => path == "/5" ? RawServer.Ok(Document) : RawServer.Redirect(codes[int.Parse(path[1..], null)], $"/{int.Parse(path[1..], null) + 1}"));

        Assert.Equal(Document, await FetchedAsync(server.Url("/0")));
        Assert.All(server.Requests, head => Assert.DoesNotContain("Cookie", head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_sixth_redirect_is_one_too_many()
    {
        await using var server = new RawServer(_ => RawServer.Redirect(302, "/again"));

        Assert.Contains("redirects more than 5 times", await ProblemAsync(server.Url()), StringComparison.Ordinal);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("https://10.0.0.1/latest")]
    [InlineData("https://169.254.169.254/metadata/instance")]
    [InlineData("https://168.63.129.16/machine")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xa9fea9fe/")]
    [InlineData("http://169.254.169.254/metadata/instance")]
    [InlineData("http://public.example/")]
    [InlineData("https://private.example/")]
    [InlineData("https://half.example/")]
    [InlineData("//private.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://public.example/")]
    [InlineData("https://user:secret@public.example/")]
    public async Task A_redirect_to_where_metadata_cannot_be_is_not_followed(string location)
    {
        await using var server = new RawServer(_ => RawServer.Redirect(302, location));

        var problem = await ProblemAsync(server.Url());

        Assert.Matches("not on the public internet|by https only|without one", problem);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("https://private.example/metadata", "not on the public internet")]
    [InlineData("https://half.example/metadata", "not on the public internet")]
    [InlineData("https://loopback.example/metadata", "not on the public internet")]
    [InlineData("https://127.0.0.1/metadata", "not on the public internet")]
    [InlineData("https://[::1]/metadata", "not on the public internet")]
    [InlineData("http://public.example/metadata", "https only")]
    [InlineData("http://127.0.0.1/metadata", "https only")]
    [InlineData("https://public.example:8443/metadata", "port 443")]
    [InlineData("https://user@public.example/metadata", "user name")]
    [InlineData("https://nowhere.example/metadata", "cannot be resolved")]
    public async Task Deployed_the_internet_alone_is_fetched_from(string url, string told)
    {
        Assert.Contains(told, (await NewFetcher(isLocal: false).FetchAsync(new Uri(url), Stop)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_connection_is_made_to_the_address_that_was_checked_and_the_name_is_asked_for_once()
    {
        await using var server = new RawServer(_ => RawServer.Ok(Document));
        var asked = new List<string>();
        // A name service that changes its mind: the second answer would be another one.
        var fetcher = new HttpMetadataFetcher(isLocal: true, _time, (host, _) =>
        {
            asked.Add(host);
            return Task.FromResult<IPAddress[]>(asked.Count == 1 ? [IPAddress.Loopback] : [IPAddress.Parse("169.254.169.254")]);
        });

        var fetched = await fetcher.FetchAsync(server.Url(host: "rebinding.example"), Stop);

        Assert.Equal(Document, fetched.Document?.ToArray());
        Assert.Equal(["rebinding.example"], asked);
        Assert.Contains($"Host: rebinding.example:{server.Port}", server.Requests.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_address_is_passed_over_for_the_next()
    {
        await using var server = new RawServer(_ => RawServer.Ok(Document));
        var fetcher = new HttpMetadataFetcher(isLocal: true, _time, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));

        Assert.Equal(Document, (await fetcher.FetchAsync(server.Url(host: "two.example"), Stop)).Document?.ToArray());
    }

    [Fact]
    public async Task A_document_over_the_limit_is_cut_off()
    {
        long sent = 0;
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
            var chunk = new byte[64 * 1024];
            while (sent < 1L << 30)
            {
                await stream.WriteAsync(chunk, stop);
                sent += chunk.Length;
            }
        });

        Assert.Contains("more than 4 MiB", await ProblemAsync(server.Url()), StringComparison.Ordinal);
        Assert.True(sent < 64 << 20, $"{sent} octets were taken");
    }

    [Fact]
    public async Task A_document_of_the_largest_size_comes_whole()
    {
        var largest = new byte[SamlLimits.MaxMetadataBytes];
        await using var server = new RawServer(_ => RawServer.Ok(largest));

        Assert.Equal(largest.Length, (await FetchedAsync(server.Url())).Length);
    }

    [Fact]
    public async Task A_compressed_document_is_read()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(Document, Stop);
        }

        await using var server = new RawServer(_ => RawServer.Ok(compressed.ToArray(), "Content-Encoding: gzip\r\n"));

        Assert.Equal(Document, await FetchedAsync(server.Url()));
    }

    [Fact]
    public async Task A_bomb_that_never_ends_is_cut_off()
    {
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"u8.ToArray(), stop);
            await using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            for (var zeros = new byte[1 << 20]; ;)
            {
                await gzip.WriteAsync(zeros, stop);
                await gzip.FlushAsync(stop);
            }
        });

        Assert.Contains("more than 4 MiB", await ProblemAsync(server.Url()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "status 404")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n", "status 401")]
    [InlineData("HTTP/1.1 304 Not Modified\r\n\r\n", "status 304")]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "redirects to nowhere")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<a/>", "breaks off")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n<a/>", "not compressed")]
    [InlineData("220 smtp.example ESMTP\r\n", "breaks off or is no HTTP")]
    [InlineData("", "breaks off")]
    public async Task A_server_that_misbehaves_is_a_problem_that_is_told(string answer, string told)
    {
        await using var server = new RawServer(_ => Encoding.ASCII.GetBytes(answer));

        Assert.Contains(told, await ProblemAsync(server.Url()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_headers_are_cut_off()
    {
        await using var server = new RawServer(_ => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"X-{i}: {new string('x', 100)}\r\n"))));

        Assert.Contains("too many headers", await ProblemAsync(server.Url()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_a_problem_that_is_told()
    {
        // Port 1 refuses connections.
        Assert.Contains("nothing answers there", await ProblemAsync(new Uri("http://127.0.0.1:1/")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_drips_or_hangs_is_left_after_ten_seconds_in_all(bool sendsHead)
    {
        var reached = new TaskCompletionSource();
        await using var server = new RawServer(async (path, stream, stop) =>
        {
            // The redirect takes a part of the ten seconds, too.
            if (path == "/first")
            {
                _time.Advance(TimeSpan.FromSeconds(6));
                await stream.WriteAsync(RawServer.Redirect(302, "/second"), stop);
                return;
            }

            await stream.WriteAsync(sendsHead ? "HTTP/1.1 200 OK\r\n\r\n<"u8.ToArray() : "HTTP/1.1 2"u8.ToArray(), stop);
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
        });

        var fetch = NewFetcher(isLocal: true).FetchAsync(server.Url("/first"), Stop);
        await reached.Task;
        _time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(fetch.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Contains("within 10 seconds", (await fetch.WaitAsync(TimeSpan.FromSeconds(30), Stop)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_service_that_hangs_is_left_too()
    {
        var fetcher = new HttpMetadataFetcher(isLocal: false, _time, (_, _) => new TaskCompletionSource<IPAddress[]>().Task);

        var fetch = fetcher.FetchAsync(new Uri("https://slow.example/"), Stop);
        _time.Advance(HttpMetadataFetcher.Limit);

        Assert.Contains("within 10 seconds", (await fetch).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_a_problem_that_is_told()
    {
        using var certificate = IdpCertificate.Create(DateTimeOffset.UtcNow);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = RefuseAsync(listener, certificate);

        Assert.Contains("TLS certificate is not trusted", await ProblemAsync(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")), StringComparison.Ordinal);
        await serving;
    }

    [Fact]
    public async Task Who_gives_up_gets_no_result()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NewFetcher(isLocal: true).FetchAsync(new Uri("http://127.0.0.1:1/"), gone.Token));
    }

    private async Task<byte[]> FetchedAsync(Uri url)
    {
        var fetched = await NewFetcher(isLocal: true).FetchAsync(url, Stop);
        Assert.Null(fetched.Problem);
        return fetched.Document!.Value.ToArray();
    }

    private async Task<string> ProblemAsync(Uri url)
    {
        var fetched = await NewFetcher(isLocal: true).FetchAsync(url, Stop);
        Assert.Null(fetched.Document);
        return fetched.Problem!;
    }

    private HttpMetadataFetcher NewFetcher(bool isLocal) => new(isLocal, _time, (host, _) => host switch
    {
        "public.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("1.1.1.1")]),
        "private.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]),
        "half.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("1.1.1.1"), IPAddress.Parse("fd00::1")]),
        "loopback.example" => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
        _ => throw new SocketException((int)SocketError.HostNotFound),
    });

    private static async Task RefuseAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var socket = await listener.AcceptSocketAsync(Stop);
        await using var tls = new SslStream(new NetworkStream(socket));
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Stop);
            await tls.ReadExactlyAsync(new byte[1], Stop);
        });
    }
}
