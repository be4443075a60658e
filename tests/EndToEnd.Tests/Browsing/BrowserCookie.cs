namespace EndToEnd.Tests.Browsing;

/// <summary>A cookie in the jar.</summary>
/// <param name="Host">The only host that gets it: none of ours has a Domain.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Path">The path below which it is sent.</param>
/// <param name="Secure">Whether only trustworthy origins get it.</param>
/// <param name="SameSite">none, lax or strict.</param>
public sealed record BrowserCookie(string Host, string Name, string Value, string Path, bool Secure, string SameSite);
