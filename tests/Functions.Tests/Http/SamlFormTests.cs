using System.Text;
using Functions.Http;

namespace Functions.Tests.Http;

public sealed class SamlFormTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("Application/X-WWW-Form-URLEncoded;charset=ISO-8859-1")]
    public async Task The_form_of_an_IdP_is_read(string contentType)
    {
        var http = HttpFixture.Post("SAMLResponse=QUJD%2B%2F%3D%0D%0A&RelayState=%2Fa%3Fb%3Dc+d", contentType);

        var (form, problem) = await SamlForm.ReadAsync(http.Request, Cancellation);

        Assert.Equal(FormProblem.None, problem);
        Assert.Equal("QUJD+/=\r\n", Encoding.ASCII.GetString(form!.SamlResponse));
        Assert.Equal("/a?b=c d", form.RelayState);
    }

    [Fact]
    public async Task Missing_fields_are_left_to_the_engine()
    {
        var (form, problem) = await SamlForm.ReadAsync(HttpFixture.Post("other=1").Request, Cancellation);

        Assert.Equal(FormProblem.None, problem);
        Assert.Empty(form!.SamlResponse);
        Assert.Null(form.RelayState);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded-not")]
    public async Task Another_content_type_is_no_form(string? contentType)
    {
        var (form, problem) = await SamlForm.ReadAsync(HttpFixture.Post("SAMLResponse=QQ", contentType).Request, Cancellation);

        Assert.Null(form);
        Assert.Equal(FormProblem.ContentTypeUnsupported, problem);
    }

    [Fact]
    public async Task A_compressed_body_is_no_form()
    {
        var http = HttpFixture.Post("SAMLResponse=QQ");
        http.Request.Headers.ContentEncoding = "gzip";

        Assert.Equal(FormProblem.ContentTypeUnsupported, (await SamlForm.ReadAsync(http.Request, Cancellation)).Problem);
    }

    [Theory]
    [InlineData("SAMLResponse=QQ&SAMLResponse=Qg")]
    [InlineData("SAMLResponse=QQ&RelayState=a&RelayState=b")]
    [InlineData("SAMLResponse=QQ&samlresponse=Qg")]
    public async Task A_field_given_twice_is_refused(string body) =>
        Assert.Equal(FormProblem.FormMalformed, (await SamlForm.ReadAsync(HttpFixture.Post(body).Request, Cancellation)).Problem);

    [Theory]
    [InlineData("SAMLResponse=%00")]
    [InlineData("SAMLResponse=QQ&a%00b=c")]
    public async Task An_encoded_NUL_is_refused_and_does_not_throw(string body) =>
        Assert.Equal(FormProblem.FormMalformed, (await SamlForm.ReadAsync(HttpFixture.Post(body).Request, Cancellation)).Problem);

    [Theory]
    [InlineData("SAMLResponse=%")]
    [InlineData("SAMLResponse=%zz")]
    [InlineData("SAMLResponse=%ff%fe")]
    [InlineData("=&=&&&")]
    [InlineData("")]
    public async Task Odd_encoding_is_left_to_the_engine(string body)
    {
        var (form, problem) = await SamlForm.ReadAsync(HttpFixture.Post(body).Request, Cancellation);

        Assert.Equal(FormProblem.None, problem);
        Assert.NotNull(form);
    }

    [Fact]
    public async Task A_body_that_announces_too_much_is_refused_unread()
    {
        var http = HttpFixture.Post("");
        http.Request.ContentLength = SamlForm.MaxBodyBytes + 1;
        http.Request.Body = new UnreadableStream();

        Assert.Equal(FormProblem.BodyTooLarge, (await SamlForm.ReadAsync(http.Request, Cancellation)).Problem);
    }

    [Fact]
    public async Task A_value_over_the_limit_is_refused_without_a_length_too()
    {
        var http = HttpFixture.Post("SAMLResponse=" + new string('A', SamlForm.MaxBodyBytes + 1), length: false);

        Assert.Equal(FormProblem.BodyTooLarge, (await SamlForm.ReadAsync(http.Request, Cancellation)).Problem);
    }

    [Fact]
    public async Task Too_many_fields_are_refused()
    {
        var body = string.Join('&', Enumerable.Range(0, 50).Select(i => $"f{i}=1"));

        Assert.Equal(FormProblem.BodyTooLarge, (await SamlForm.ReadAsync(HttpFixture.Post(body).Request, Cancellation)).Problem);
    }

    private sealed class UnreadableStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidDataException("The body was read.");
    }
}
