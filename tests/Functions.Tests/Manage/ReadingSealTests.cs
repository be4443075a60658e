using Functions.Manage.Guide;
using Functions.Tests.Http;

namespace Functions.Tests.Manage;

public sealed class ReadingSealTests
{
    private static readonly Dictionary<string, object> Columns = new() { ["IdpEntityId"] = "https://idp.example", ["RejectExpiredCertificates"] = true };
    private readonly ReadingSeal _seal = new(new SharedKeys());

    [Fact]
    public void What_was_read_comes_back_as_it_was_and_only_for_its_tenant_and_session()
    {
        var text = _seal.Write("contoso", "token", Columns);

        Assert.Equal(Columns, _seal.Read(text, "contoso", "token"));
        Assert.Null(_seal.Read(text, "fabrikam", "token"));
        Assert.Null(_seal.Read(text, "contoso", "another"));
    }

    [Fact]
    public void Columns_that_no_import_writes_do_not_come_back() =>
        Assert.Empty(_seal.Read(_seal.Write("contoso", "token", new Dictionary<string, object> { ["EmailDomains"] = "x.example" }), "contoso", "token")!);

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AAAA")]
    public void What_was_not_sealed_here_is_nothing(string text) => Assert.Null(_seal.Read(text, "contoso", "token"));
}
