namespace SignOn;

/// <summary>What a fetch of metadata brought: a document or a problem, never both.</summary>
/// <param name="Document">The document's octets; null when there is a problem.</param>
/// <param name="Problem">What was wrong, where, and how to mend it; the same words whenever the same thing is wrong. Null when there is a document.</param>
public sealed record FetchedMetadata(ReadOnlyMemory<byte>? Document, string? Problem)
{
    /// <summary>A document came.</summary>
    public static FetchedMetadata Of(ReadOnlyMemory<byte> document) => new(document, null);

    /// <summary>None came.</summary>
    public static FetchedMetadata Failed(string problem) => new(null, problem);
}
