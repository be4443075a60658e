using Functions.Manage;
using SignOn;

namespace Functions.Tests.Manage;

public sealed class ManageLinksTests
{
    [Theory]
    [InlineData("/manage/tenants/contoso?x=y", "/manage/tenants/contoso?x=y")]
    [InlineData("/manage/sign-in-of-ours", "/manage/sign-in-of-ours")]
    [InlineData("/manage/sign-in", "/manage")]
    [InlineData("/manage/sign-in?returnUrl=%2Fmanage%2Fsign-in", "/manage")]
    [InlineData("/manage/Sign-In/", "/manage")]
    [InlineData("/manage/sign-in/user", "/manage")]
    [InlineData("/manage/sign-out", "/manage")]
    [InlineData("/manage/signed-out#x", "/manage")]
    [InlineData("/session", "/manage")]
    public void After_signing_in_nobody_is_sent_to_the_pages_about_it(string wanted, string target) => Assert.Equal(target, ManageLinks.Resolve(wanted));

    [Fact]
    public void A_sign_in_link_can_always_be_a_return_URL_itself()
    {
        Assert.Equal("/manage/sign-in?returnUrl=%2Fmanage%2Faudit", ManageLinks.SignIn("/manage/audit"));
        Assert.Equal("/manage/sign-in", ManageLinks.SignIn("/manage/audit?x=" + new string('&', ReturnUrls.MaxLength / 3)));
    }
}
