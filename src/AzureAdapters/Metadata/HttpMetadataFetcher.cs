using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Saml;
using SignOn;

namespace AzureAdapters;

/// <summary>
/// Fetches metadata by https from the internet and from nowhere else. An address comes out of a tenant's row, or out of a foreign server's
/// redirect: neither may make this machine talk to what only this machine can reach. So names are resolved here, each address is checked,
/// the connection is made to the very address that was checked, and redirects are followed by hand, with the same checks.
/// </summary>
public sealed class HttpMetadataFetcher : IMetadataFetcher
{
    internal const int MaxRedirects = 5;
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private const int MaxHeaderKilobytes = 16;
    private const int ChunkBytes = 16 * 1024;

    private readonly bool _isLocal;
    private readonly TimeProvider _time;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    /// <summary>Needs to know whether this product runs on a developer's machine, and a clock.</summary>
    public HttpMetadataFetcher(SignOnOptions options, TimeProvider time)
        : this(options.PublicBaseUrl.IsLoopback, time, Dns.GetHostAddressesAsync)
    {
    }

    internal HttpMetadataFetcher(bool isLocal, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _isLocal = isLocal;
        _time = time;
        _resolve = resolve;
    }

    /// <inheritdoc />
    public async Task<FetchedMetadata> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        var at = url;
        using var limit = new CancellationTokenSource(Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            for (var redirects = 0; redirects <= MaxRedirects; redirects++)
            {
                // A name service that hangs is not cancelled by everything that the platform does; the wait for it is.
                var target = await MetadataTarget.CheckAsync(at, _isLocal, _resolve, either.Token).WaitAsync(either.Token);
                var (document, next) = await GetAsync(target, either.Token);
                if (document is { } octets)
                {
                    return FetchedMetadata.Of(octets);
                }

                at = next!;
            }

            return FetchedMetadata.Failed($"{url.Host} redirects more than {MaxRedirects} times. Write the last address into IdpMetadataUrl.");
        }
        catch (MetadataProblemException e)
        {
            return FetchedMetadata.Failed(e.Message);
        }
        catch (Exception e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested && e is OperationCanceledException or IOException or HttpRequestException)
        {
            return FetchedMetadata.Failed($"{at.Host} did not send the metadata within {Limit.TotalSeconds:0} seconds. Try again later, or ask the IdP's admin.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or AuthenticationException or InvalidDataException)
        {
            return FetchedMetadata.Failed($"{at.Host} cannot be fetched from: {Reason(e)}");
        }
    }

    private static async Task<(ReadOnlyMemory<byte>? Document, Uri? Next)> GetAsync(MetadataTarget target, CancellationToken cancellationToken)
    {
        using var handler = NewHandler(target);
        using var http = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, target.Url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/samlmetadata+xml"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/xml", 0.9));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.1));
        request.Headers.ConnectionClose = true;
        using var answer = await http.SendAsync(request, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
        {
            return answer.Headers.Location is { } location && Uri.TryCreate(target.Url, location, out var next)
                ? (null, next)
                : throw new MetadataProblemException($"{target.Name} redirects to nowhere.");
        }

        return answer.StatusCode == HttpStatusCode.OK
            ? (await ReadAsync(target, answer.Content, cancellationToken), null)
            : throw new MetadataProblemException($"{target.Name} answered with status {(int)answer.StatusCode} in place of the metadata. Check IdpMetadataUrl in a browser.");
    }

    /// <summary>Counts what comes out of the decompression, so that few octets cannot become many.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(MetadataTarget target, HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var document = new ArrayBufferWriter<byte>();
        while (await stream.ReadAsync(document.GetMemory(ChunkBytes)[..ChunkBytes], cancellationToken) is var count and > 0)
        {
            document.Advance(count);
            if (document.WrittenCount > SamlLimits.MaxMetadataBytes)
            {
                throw new MetadataProblemException(
                    $"{target.Name} sends more than {SamlLimits.MaxMetadataBytes >> 20} MiB. Name metadata of this IdP alone, not of a whole federation.");
            }
        }

        return document.WrittenMemory;
    }

    private static SocketsHttpHandler NewHandler(MetadataTarget target) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        MaxResponseDrainSize = 0,
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        // No trace id of ours for strangers.
        ActivityHeadersPropagator = null,
        ConnectCallback = (context, cancellation) => ConnectAsync(target.Addresses, context.DnsEndPoint.Port, cancellation),
        SslOptions = new SslClientAuthenticationOptions
        {
            // A server's certificate may name addresses of missing certificates. They would be fetched past all our checks.
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        },
    };

    private static async ValueTask<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < addresses.Count)
            {
                // A host may have an IPv6 address that this network has no way to.
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    // Not the exception's text, which differs between platforms and may quote what a foreign server wrote.
    private static string Reason(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            "its TLS certificate is not trusted, or its chain is not whole. The IdP's admin must mend that.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or SocketException => "nothing answers there.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "its answer has too many headers.",
        InvalidDataException => "its answer is not compressed as it says.",
        _ => "its answer breaks off or is no HTTP.",
    };
}
