using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Tests.Http;

/// <summary>Requests and responses without a server.</summary>
internal static class HttpFixture
{
    public static DefaultHttpContext Post(string body, string? contentType = "application/x-www-form-urlencoded", bool length = true)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var http = Context();
        http.Request.Method = "POST";
        http.Request.ContentType = contentType;
        http.Request.ContentLength = length ? bytes.Length : null;
        http.Request.Body = new MemoryStream(bytes);
        return http;
    }

    public static DefaultHttpContext Context() => new()
    {
        RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        Response = { Body = new MemoryStream() },
    };

    public static async Task<string> SendAsync(this IResult result, HttpContext http)
    {
        await result.ExecuteAsync(http);
        return Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
    }
}
