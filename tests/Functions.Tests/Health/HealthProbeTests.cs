using Functions.Health;
using Functions.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SignOn;

namespace Functions.Tests.Health;

public sealed class HealthProbeTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeDependencies _dependencies = new();
    private readonly HealthProbe _probe;

    public HealthProbeTests() => _probe = new HealthProbe(_dependencies, _dependencies, _clock, NullLogger<HealthProbe>.Instance);

    [Fact]
    public async Task Everything_up_is_ready() => Assert.True((await _probe.ReadAsync()).IsReady);

    [Fact]
    public async Task One_dependency_down_is_told_apart_from_the_other()
    {
        _dependencies.Keys = _ => Task.FromException(new StorageUnavailableException("down", TimeSpan.FromSeconds(1)));

        var state = await _probe.ReadAsync();

        Assert.Equal((true, false, false), (state.Storage, state.Keys, state.IsReady));
    }

    [Fact]
    public async Task What_is_wrong_with_the_keys_is_told_to_whoever_has_the_key_of_the_detail_and_to_nobody_else()
    {
        _dependencies.Storage = _ => Task.FromException(new StorageUnavailableException("down", TimeSpan.FromSeconds(1)));
        _dependencies.Problem = new KeyProblem(KeyTrouble.Forbidden, "Give the app its role.");
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["App:BaseUrl"] = "https://sso.example.com", ["Health:DetailKey"] = "sixteen characters" }).Build();
        var directory = new TenantDirectory(_dependencies, SignOnOptions.Read(settings), _clock, NullLogger<TenantDirectory>.Instance);
        var function = new HealthFunction(_probe, directory, AppOptions.Read(settings), _clock);

        Assert.Contains("\"keysProblem\":{\"trouble\":\"Forbidden\",\"detail\":\"Give the app its role.\"}", await AnswerAsync("sixteen characters"), StringComparison.Ordinal);
        Assert.DoesNotContain("role", await AnswerAsync("another 16 characters"), StringComparison.Ordinal);

        async Task<string> AnswerAsync(string key)
        {
            var http = HttpFixture.Context();
            http.Request.Headers[HealthFunction.KeyHeader] = key;
            using var body = new MemoryStream();
            http.Response.Body = body;
            await (await function.RunAsync(http.Request)).ExecuteAsync(http);
            return System.Text.Encoding.UTF8.GetString(body.ToArray());
        }
    }

    [Fact]
    public async Task Keys_that_do_not_answer_are_unreachable()
    {
        _dependencies.Keys = c => Task.Delay(Timeout.Infinite, c);

        var look = _probe.ReadAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(KeyTrouble.Unreachable, (await look).KeysProblem!.Trouble);
    }

    [Fact]
    public async Task Any_exception_at_all_means_down()
    {
        _dependencies.Storage = _ => throw new InvalidOperationException("a bug");

        Assert.False((await _probe.ReadAsync()).Storage);
    }

    [Fact]
    public async Task A_dependency_that_does_not_answer_is_down_after_three_seconds()
    {
        _dependencies.Storage = c => Task.Delay(Timeout.Infinite, c);

        var look = _probe.ReadAsync();
        Assert.False(look.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.False((await look).Storage);
    }

    [Fact]
    public async Task A_thousand_requests_at_once_are_one_look()
    {
        var gate = new TaskCompletionSource();
        _dependencies.Storage = _ => gate.Task;

        var looks = Enumerable.Range(0, 1000).Select(_ => _probe.ReadAsync()).ToList();
        gate.SetResult();
        await Task.WhenAll(looks);

        Assert.Equal(1, _dependencies.StorageReads);
    }

    [Fact]
    public async Task A_look_is_good_for_five_seconds()
    {
        await _probe.ReadAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await _probe.ReadAsync();
        Assert.Equal(1, _dependencies.StorageReads);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await _probe.ReadAsync();
        Assert.Equal(2, _dependencies.StorageReads);
    }

    private sealed class FakeDependencies : ITenantStore, IServiceProviderKeys
    {
        public Func<CancellationToken, Task> Storage { get; set; } = _ => Task.CompletedTask;

        public Func<CancellationToken, Task> Keys { get; set; } = _ => Task.CompletedTask;

        public KeyProblem? Problem { get; set; }

        public int StorageReads { get; private set; }

        public async Task<TenantColumns?> ReadAsync(string tenantId, CancellationToken cancellationToken)
        {
            StorageReads++;
            await Storage(cancellationToken);
            return null;
        }

        public async Task<ServiceProviderKeyRing> ReadAsync(CancellationToken cancellationToken)
        {
            await Keys(cancellationToken);
            return null!;
        }

        public Task<IReadOnlyList<Saml.ServiceProviderKey>> ReadForDecryptionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<StoredTenant> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<StoredTenant> ListAfterAsync(string? after, int pageSize, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryWriteAsync(string tenantId, TenantColumns columns, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryMergeAsync(string tenantId, IReadOnlyDictionary<string, object> columns, string etag, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
