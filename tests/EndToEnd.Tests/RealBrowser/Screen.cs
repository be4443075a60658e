using Microsoft.Playwright;

namespace EndToEnd.Tests.RealBrowser;

/// <summary>What a person looks at a page with.</summary>
/// <param name="Width">CSS pixels.</param>
/// <param name="Height">CSS pixels.</param>
/// <param name="Colors">What the system is set to.</param>
public sealed record Screen(int Width, int Height, ColorScheme Colors)
{
    /// <summary>
    /// A story is told twice, with script and without. Each page of it is looked at on both kinds of screen, so either kind is seen in
    /// either colour; what follows is pressed on the last.
    /// </summary>
    /// <param name="script">Whether script runs.</param>
    public static IReadOnlyList<Screen> For(bool script) => script
        ? [new(390, 844, ColorScheme.Dark), new(1280, 800, ColorScheme.Light)]
        : [new(1280, 800, ColorScheme.Dark), new(390, 844, ColorScheme.Light)];

    /// <summary>For file names.</summary>
    public string Name => $"{Width}-{(Colors == ColorScheme.Dark ? "dark" : "light")}";
}
