using Functions.Manage.Guide;
using Functions.Tests.Http;

namespace Functions.Tests.Manage;

public sealed class ReadingSealTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, object> Columns = new() { ["IdpEntityId"] = "https://idp.example", ["RejectExpiredCertificates"] = true };
    private readonly ReadingSeal _seal = new(new SharedKeys());

    [Fact]
    public async Task What_was_read_comes_back_as_it_was_and_only_for_its_tenant_and_session()
    {
        var text = await _seal.WriteAsync("contoso", "token", Columns, Stop);

        Assert.Equal(Columns, await _seal.ReadAsync(text, "contoso", "token", Stop));
        Assert.Null(await _seal.ReadAsync(text, "fabrikam", "token", Stop));
        Assert.Null(await _seal.ReadAsync(text, "contoso", "another", Stop));
    }

    [Fact]
    public async Task Columns_that_no_import_writes_do_not_come_back() =>
        Assert.Empty((await _seal.ReadAsync(await _seal.WriteAsync("contoso", "token", new Dictionary<string, object> { ["EmailDomains"] = "x.example" }, Stop), "contoso", "token", Stop))!);

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AAAA")]
    public async Task What_was_not_sealed_here_is_nothing(string text) => Assert.Null(await _seal.ReadAsync(text, "contoso", "token", Stop));
}
