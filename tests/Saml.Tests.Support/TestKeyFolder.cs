namespace Saml.Tests.Support;

/// <summary>Where <see cref="TestKeys"/> keeps its keys, so that what one run found another can look at. Tests make new keys in every run.</summary>
internal static class TestKeyFolder
{
    /// <summary>An existing folder, set before the first key is used; null keeps nothing.</summary>
    public static string? Path { get; set; }
}
