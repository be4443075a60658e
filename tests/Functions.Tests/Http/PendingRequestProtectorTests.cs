using Functions.Http;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace Functions.Tests.Http;

public sealed class PendingRequestProtectorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly SharedKeys _keys = new();
    private readonly PendingRequest _pending = new("contoso", "_1", "/größe?a=b", Now.AddMinutes(10));

    [Fact]
    public async Task What_one_instance_writes_another_one_reads()
    {
        var value = await new PendingRequestProtector(_keys, _clock).ProtectAsync(_pending, Stop);

        Assert.Equal(_pending, await new PendingRequestProtector(_keys, _clock).UnprotectAsync(value, Stop));
    }

    [Fact]
    public async Task A_value_fits_into_a_cookie_and_shows_nothing()
    {
        var value = await new PendingRequestProtector(_keys, _clock).ProtectAsync(_pending, Stop);

        Assert.Matches("^[A-Za-z0-9_-]+$", value);
        Assert.InRange(value.Length, 1, 600);
        Assert.DoesNotContain("contoso", value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_value_is_ignored()
    {
        var protector = new PendingRequestProtector(_keys, _clock);
        var value = await protector.ProtectAsync(_pending, Stop);

        for (var i = 0; i < value.Length; i += 7)
        {
            var changed = string.Concat(value.AsSpan(0, i), value[i] == 'A' ? "B" : "A", value.AsSpan(i + 1));
            Assert.Null(await protector.UnprotectAsync(changed, Stop));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not base64url!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Rubbish_is_ignored(string value) => Assert.Null(await new PendingRequestProtector(_keys, _clock).UnprotectAsync(value, Stop));

    [Fact]
    public async Task A_value_of_another_deployment_is_ignored()
    {
        var value = await new PendingRequestProtector(new SharedKeys(), _clock).ProtectAsync(_pending, Stop);

        Assert.Null(await new PendingRequestProtector(_keys, _clock).UnprotectAsync(value, Stop));
    }

    [Fact]
    public async Task A_value_ends_with_its_ten_minutes()
    {
        var protector = new PendingRequestProtector(_keys, _clock);
        var value = await protector.ProtectAsync(_pending, Stop);

        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await protector.UnprotectAsync(value, Stop));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await protector.UnprotectAsync(value, Stop));
    }

    [Fact]
    public async Task An_outage_of_the_key_ring_is_an_outage_and_not_a_lost_sign_in()
    {
        var value = await new PendingRequestProtector(_keys, _clock).ProtectAsync(_pending, Stop);
        var cut = new PendingRequestProtector(new UnreachableProtector(), _clock);

        Assert.Equal(TimeSpan.FromSeconds(7), (await Assert.ThrowsAsync<StorageUnavailableException>(() => cut.UnprotectAsync(value, Stop).AsTask())).RetryAfter);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => cut.ProtectAsync(_pending, Stop).AsTask());
    }
}
