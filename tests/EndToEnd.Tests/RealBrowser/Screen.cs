using Microsoft.Playwright;

namespace EndToEnd.Tests.RealBrowser;

/// <summary>What a person looks at, and with what.</summary>
/// <param name="Width">CSS pixels.</param>
/// <param name="Dark">Whether the system is set to dark.</param>
/// <param name="Script">Whether script runs.</param>
public sealed record Screen(int Width, bool Dark, bool Script)
{
    /// <summary>All that the tutorials are clicked through with.</summary>
    public static TheoryData<int, bool, bool> All => new()
    {
        { 1280, false, true },
        { 1280, true, false },
        { 390, false, false },
        { 390, true, true },
    };

    /// <summary>For file names.</summary>
    public string Name => $"{Width}-{(Dark ? "dark" : "light")}-{(Script ? "script" : "noscript")}";

    /// <summary>For Playwright.</summary>
    public BrowserNewContextOptions Options => new()
    {
        ViewportSize = new ViewportSize { Width = Width, Height = Width < 600 ? 844 : 800 },
        ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light,
        JavaScriptEnabled = Script,
    };
}
