using System.Text;
using Functions.Http;

namespace Functions.Tests.Http;

public sealed class LogoutFormTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SAMLRequest=QQ%3D%3D&RelayState=a+b", true)]
    [InlineData("SAMLResponse=QQ%3D%3D&RelayState=a+b", false)]
    public async Task A_message_is_read_with_its_kind(string body, bool isRequest)
    {
        var (post, problem) = await LogoutForm.ReadAsync(HttpFixture.Post(body).Request, Cancellation);

        Assert.Equal((FormProblem.None, isRequest, "QQ==", "a b"), (problem, post!.IsRequest, Encoding.ASCII.GetString(post.Value.Span), post.RelayState));
    }

    [Theory]
    [InlineData("", "application/x-www-form-urlencoded")]
    [InlineData("other=1", "application/x-www-form-urlencoded")]
    [InlineData("", null)]
    [InlineData("{}", "application/json")]
    public async Task A_body_without_a_message_is_a_plain_visit(string body, string? contentType)
    {
        var (post, problem) = await LogoutForm.ReadAsync(HttpFixture.Post(body, contentType).Request, Cancellation);

        Assert.Equal((FormProblem.None, true), (problem, post is null));
    }

    [Theory]
    [InlineData("SAMLRequest=QQ&SAMLRequest=QQ")]
    [InlineData("SAMLRequest=QQ&SAMLResponse=QQ")]
    [InlineData("SAMLRequest=QQ&RelayState=a&RelayState=b")]
    public async Task Two_of_anything_are_refused(string body)
    {
        var (post, problem) = await LogoutForm.ReadAsync(HttpFixture.Post(body).Request, Cancellation);

        Assert.Equal((FormProblem.FormMalformed, true), (problem, post is null));
    }
}
