namespace AzureAdapters;

/// <summary>Metadata cannot be fetched; the message is for the tenant's admin. It never leaves <see cref="HttpMetadataFetcher"/>.</summary>
internal sealed class MetadataProblemException(string message) : Exception(message);
