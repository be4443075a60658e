namespace SignOn;

/// <summary>Fetches an IdP's metadata over the network. Whoever wrote the address is not trusted with what this machine can reach.</summary>
public interface IMetadataFetcher
{
    /// <summary>Fetches a document. It ends within a few seconds and never takes more than <see cref="Saml.SamlLimits.MaxMetadataBytes"/> octets.</summary>
    /// <param name="url">An absolute URL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The document, or what was wrong. Everything that a foreign server can do is a result and no exception.</returns>
    Task<FetchedMetadata> FetchAsync(Uri url, CancellationToken cancellationToken);
}
