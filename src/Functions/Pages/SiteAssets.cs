using System.Reflection;
using System.Security.Cryptography;

namespace Functions.Pages;

/// <summary>The files that pages refer to. Their names carry a hash of their content, so that browsers may keep them for good.</summary>
internal static class SiteAssets
{
    public static readonly SiteAsset Stylesheet = Load("site", "css", "text/css; charset=utf-8");

    public static readonly SiteAsset Mark = Load("mark", "svg", "image/svg+xml");

    /// <summary>Puts a copy button beside every value that is there to be copied.</summary>
    public static readonly SiteAsset CopyScript = Load("copy", "js", "text/javascript; charset=utf-8");

    /// <summary>Finds the asset with exactly this name and content hash; null for any other name, old hashes included.</summary>
    public static SiteAsset? Find(string name) =>
        name == Stylesheet.Name ? Stylesheet : name == Mark.Name ? Mark : name == CopyScript.Name ? CopyScript : null;

    private static SiteAsset Load(string name, string extension, string contentType)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.{extension}")
            ?? throw new InvalidOperationException($"{name}.{extension} is not embedded: see Functions.csproj.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        return new SiteAsset($"{name}.{hash}.{extension}", contentType, content);
    }
}
