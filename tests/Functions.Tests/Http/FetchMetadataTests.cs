using Functions.Http;

namespace Functions.Tests.Http;

public sealed class FetchMetadataTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(true, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document")]
    [InlineData(true, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Sec-Fetch-Site", "cross-site")]
    [InlineData(true, "Sec-Fetch-Mode", "navigate")]
    [InlineData(false, "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image")]
    [InlineData(false, "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image", "Sec-Fetch-Site", "same-origin")]
    [InlineData(false, "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script")]
    [InlineData(false, "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty")]
    [InlineData(false, "Sec-Fetch-Mode", "no-cors")]
    [InlineData(false, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe")]
    [InlineData(false, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "frame")]
    [InlineData(false, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "object")]
    [InlineData(false, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "embed")]
    [InlineData(false, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Sec-Purpose", "prefetch")]
    [InlineData(false, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Sec-Purpose", "prefetch;prerender")]
    [InlineData(false, "Purpose", "prefetch")]
    [InlineData(false, "X-Purpose", "preview")]
    [InlineData(false, "X-Moz", "prefetch")]
    public void Only_what_a_person_opens_is_a_navigation(bool expected, params string[] headers)
    {
        var http = HttpFixture.Context();
        foreach (var pair in headers.Chunk(2))
            http.Request.Headers[pair[0]] = pair[1];

        Assert.Equal(expected, FetchMetadata.MayBeNavigation(http.Request));
    }

    [Fact]
    public void A_header_that_comes_twice_is_not_believed()
    {
        var http = HttpFixture.Context();
        http.Request.Headers["Sec-Fetch-Dest"] = new(["document", "image"]);

        Assert.False(FetchMetadata.MayBeNavigation(http.Request));
    }
}
