namespace EndToEnd.Tests.Browsing;

/// <summary>The body of a submitted form.</summary>
/// <param name="MediaType">The Content-Type header.</param>
/// <param name="Octets">The body.</param>
/// <param name="Encoding">The Content-Encoding header; null for none, as browsers have it.</param>
public sealed record FormBody(string MediaType, byte[] Octets, string? Encoding = null);
