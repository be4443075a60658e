using System.Net;
using System.Net.Sockets;

namespace AzureAdapters;

/// <summary>An address that may be fetched from: a URL of an allowed shape, and the checked addresses that its host has.</summary>
internal sealed record MetadataTarget(Uri Url, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>The name without the query, which may hold more than a log should.</summary>
    public string Name => NameOf(Url);

    /// <summary>Checks a URL and resolves its host. Each address that the name has must be allowed: which of them is used is chance.</summary>
    /// <param name="url">The URL, of the row or of a redirect.</param>
    /// <param name="isLocal">Whether this product runs on a developer's machine: then its loopback is allowed, http and any port included.</param>
    /// <param name="resolve">Asks the name service.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MetadataProblemException">It may not be fetched from, or there is no such host.</exception>
    public static async Task<MetadataTarget> CheckAsync(
        Uri url, bool isLocal, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellationToken)
    {
        CheckShape(url, isLocal);
        var addresses = IPAddress.TryParse(url.DnsSafeHost, out var literal) ? [literal] : await ResolveAsync(url, resolve, cancellationToken);
        var onlyLoopback = Array.TrueForAll(addresses, PublicAddresses.IsLoopback);
        if (isLocal && onlyLoopback)
        {
            return new MetadataTarget(url, addresses);
        }

        // The address itself is not told: the row's admin need not learn what is inside of this network.
        return url.Scheme != Uri.UriSchemeHttps
            ? throw new MetadataProblemException($"{NameOf(url)} is http. Metadata is fetched by https only.")
            : Array.TrueForAll(addresses, PublicAddresses.Contains)
                ? new MetadataTarget(url, addresses)
                : throw new MetadataProblemException($"{NameOf(url)} leads to an address that is not on the public internet. Metadata must be published there; otherwise keep the certificates by hand.");
    }

    private static void CheckShape(Uri url, bool isLocal)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && !(isLocal && url.Scheme == Uri.UriSchemeHttp)))
        {
            throw new MetadataProblemException($"'{NameOf(url)}' is no https:// URL. Metadata is fetched by https only.");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new MetadataProblemException($"The URL at {url.Host} has a user name in it. Metadata must be published without one.");
        }

        if (!url.IsDefaultPort && !isLocal)
        {
            throw new MetadataProblemException($"{NameOf(url)} names a port. Metadata is fetched from port 443 only.");
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(
        Uri url, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await resolve(url.IdnHost, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new MetadataProblemException($"The host of {NameOf(url)} cannot be resolved. Check its name.");
        }
    }

    private static string NameOf(Uri url)
    {
        var name = url.IsAbsoluteUri ? $"{url.Scheme}://{url.Authority}{url.AbsolutePath}" : url.OriginalString;
        return name.Length <= 200 ? name : name[..200] + "…";
    }
}
