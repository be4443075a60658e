namespace EndToEnd.Tests.Browsing;

/// <summary>The body of a submitted form.</summary>
/// <param name="MediaType">The Content-Type header.</param>
/// <param name="Octets">The body.</param>
public sealed record FormBody(string MediaType, byte[] Octets);
