namespace Functions.Pages;

/// <summary>A static file of the pages.</summary>
/// <param name="Name">File name with the content's hash in it.</param>
/// <param name="ContentType">Value of the Content-Type header.</param>
/// <param name="Content">The file.</param>
internal sealed record SiteAsset(string Name, string ContentType, byte[] Content)
{
    /// <summary>Where the browser gets it.</summary>
    public string Path { get; } = $"/assets/{Name}";
}
