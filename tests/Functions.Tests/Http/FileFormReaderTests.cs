using System.Text;
using Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Functions.Tests.Http;

public sealed class FileFormReaderTests
{
    private const string Field = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n";
    private const string File = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.xml\"\r\nContent-Type: text/xml\r\n\r\n<x/>\r\n";
    private const string NoFile = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n";
    private const string End = "--x--\r\n";

    [Fact]
    public async Task Fields_and_a_file_are_read()
    {
        var (fields, file, problem) = await ReadAsync(Field + File + End);

        Assert.Equal(FormProblem.None, problem);
        Assert.Equal("value", Assert.Single(fields!).Value);
        Assert.Equal("<x/>", Encoding.UTF8.GetString(file!.Value.Span));
    }

    [Fact]
    public async Task A_field_that_stands_twice_is_seen_twice() => Assert.Equal(2, (await ReadAsync(Field + Field + End)).Fields!["a"].Count);

    [Fact]
    public async Task A_file_that_nobody_chose_is_none() => Assert.Null((await ReadAsync(Field + NoFile + End)).File);

    [Theory]
    [InlineData(File + File + End, (int)FormProblem.FormMalformed)]
    [InlineData(Field, (int)FormProblem.FormMalformed)]
    [InlineData("--x\r\nContent-Disposition: attachment\r\n\r\nv\r\n" + End, (int)FormProblem.FormMalformed)]
    [InlineData("--x\r\n\r\nv\r\n" + End, (int)FormProblem.FormMalformed)]
    [InlineData(Field + Field + Field + Field + Field + End, (int)FormProblem.BodyTooLarge)]
    public async Task What_is_no_such_form_is_refused(string body, int problem) => Assert.Equal((FormProblem)problem, (await ReadAsync(body)).Problem);

    [Theory]
    [InlineData("multipart/form-data", (int)FormProblem.FormMalformed)]
    [InlineData("multipart/form-data; boundary=\"\"", (int)FormProblem.FormMalformed)]
    public async Task A_form_without_a_boundary_is_refused(string contentType, int problem) =>
        Assert.Equal((FormProblem)problem, (await ReadAsync(Field + End, contentType)).Problem);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_too_large_is_refused_with_and_without_a_length(bool tellsLength)
    {
        var body = $"--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n{new string('a', 2000)}\r\n" + End;

        Assert.Equal(FormProblem.BodyTooLarge, (await ReadAsync(body, tellsLength: tellsLength)).Problem);
    }

    [Fact]
    public async Task A_field_may_be_as_long_as_the_whole_form()
    {
        // A file of users that is pasted, not sent as a file.
        var pasted = new string('a', 200_000);
        var (fields, _, problem) = await ReadAsync($"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{pasted}\r\n" + End, maxBytes: 210_000);

        Assert.Equal(FormProblem.None, problem);
        Assert.Equal(pasted, fields!["a"]);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", true)]
    [InlineData("multipart/mixed; boundary=x", false)]
    [InlineData("application/x-www-form-urlencoded", false)]
    [InlineData(null, false)]
    public void Only_forms_with_files_are_taken_for_such(string? contentType, bool expected)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = contentType;

        Assert.Equal(expected, FileFormReader.IsFileForm(http.Request));
    }

    private static Task<(Dictionary<string, Microsoft.Extensions.Primitives.StringValues>? Fields, ReadOnlyMemory<byte>? File, FormProblem Problem)> ReadAsync(
        string body, string contentType = "multipart/form-data; boundary=x", bool tellsLength = true, int maxBytes = 1000)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = contentType;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Request.ContentLength = tellsLength ? body.Length : null;
        return FileFormReader.ReadAsync(http.Request, maxBytes, 4, TestContext.Current.CancellationToken);
    }
}
