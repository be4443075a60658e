using Functions.Http;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace Functions.Tests.Http;

public sealed class PendingRequestProtectorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly SharedKeys _keys = new();
    private readonly PendingRequest _pending = new("contoso", "_1", "/größe?a=b", Now.AddMinutes(10));

    [Fact]
    public void What_one_instance_writes_another_one_reads()
    {
        var value = new PendingRequestProtector(_keys, _clock).Protect(_pending);

        Assert.Equal(_pending, new PendingRequestProtector(_keys, _clock).Unprotect(value));
    }

    [Fact]
    public void A_value_fits_into_a_cookie_and_shows_nothing()
    {
        var value = new PendingRequestProtector(_keys, _clock).Protect(_pending);

        Assert.Matches("^[A-Za-z0-9_-]+$", value);
        Assert.InRange(value.Length, 1, 600);
        Assert.DoesNotContain("contoso", value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_value_is_ignored()
    {
        var protector = new PendingRequestProtector(_keys, _clock);
        var value = protector.Protect(_pending);

        for (var i = 0; i < value.Length; i += 7)
        {
            var changed = string.Concat(value.AsSpan(0, i), value[i] == 'A' ? "B" : "A", value.AsSpan(i + 1));
            Assert.Null(protector.Unprotect(changed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not base64url!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Rubbish_is_ignored(string value) => Assert.Null(new PendingRequestProtector(_keys, _clock).Unprotect(value));

    [Fact]
    public void A_value_of_another_deployment_is_ignored()
    {
        var value = new PendingRequestProtector(new SharedKeys(), _clock).Protect(_pending);

        Assert.Null(new PendingRequestProtector(_keys, _clock).Unprotect(value));
    }

    [Fact]
    public void A_value_ends_with_its_ten_minutes()
    {
        var protector = new PendingRequestProtector(_keys, _clock);
        var value = protector.Protect(_pending);

        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.NotNull(protector.Unprotect(value));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(protector.Unprotect(value));
    }

    [Fact]
    public void An_outage_of_the_key_ring_is_an_outage_and_not_a_lost_sign_in()
    {
        var value = new PendingRequestProtector(_keys, _clock).Protect(_pending);
        var cut = new PendingRequestProtector(new UnreachableProtector(), _clock);

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Throws<StorageUnavailableException>(() => cut.Unprotect(value)).RetryAfter);
        Assert.Throws<StorageUnavailableException>(() => cut.Protect(_pending));
    }
}
