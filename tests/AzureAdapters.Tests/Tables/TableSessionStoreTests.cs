using Azure.Data.Tables;
using Saml;
using SignOn;

namespace AzureAdapters.Tests.Tables;

public sealed class TableSessionStoreTests(Storage storage)
{
    private readonly string _tenant = NewTenant();
    private readonly TableSessionStore _store = new(storage.Connect());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_comes_back_as_it_was_stored(bool named)
    {
        var session = NewSession("a") with
        {
            NameId = named ? new NameId("b/s?#'", NameIdFormats.Persistent, "", null) : null,
            SessionIndex = named ? "_i" : null,
            EmergencyLinkId = named ? null : "0123456789abcdef",
        };
        await _store.InsertAsync(session, Stop);

        Assert.Equal(session, await _store.ReadAsync(_tenant, session.TokenHash, Stop));
        Assert.Null(await _store.ReadAsync(NewTenant(), session.TokenHash, Stop));
    }

    [Fact]
    public async Task A_session_with_its_index_rows_costs_one_request_even_when_the_answer_gets_lost_it_is_there_once()
    {
        var wire = new Wire();
        var store = new TableSessionStore(storage.Connect(wire));
        await store.InsertAsync(NewSession("warm"), Stop);
        var before = wire.Requests.Count;
        await store.InsertAsync(NewSession("a"), Stop);
        Assert.Equal(1, wire.Requests.Count - before);

        wire.AnswersToLose = 1;
        await store.InsertAsync(NewSession("b"), Stop);

        Assert.NotNull(await store.ReadAsync(_tenant, Hash("b"), Stop));
    }

    [Fact]
    public async Task One_can_be_ended_and_all_of_a_user_can()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await _store.InsertAsync(NewSession(name), Stop);
        }

        await _store.InsertAsync(NewSession("d") with { UserKey = UserKeys.ForSubject("i", "k", "other") }, Stop);

        await _store.RevokeAsync(_tenant, Hash("a"), Stop);
        Assert.Equal([true, false, false, false], await RevokedAsync());
        Assert.Equal(3, await _store.RevokeAllAsync(_tenant, NewSession("a").UserKey, Stop));
        Assert.Equal([true, true, true, false], await RevokedAsync());
    }

    [Fact]
    public async Task Ending_what_is_not_there_does_nothing()
    {
        await _store.RevokeAsync(_tenant, Hash("nobody"), Stop);

        Assert.Null(await _store.ReadAsync(_tenant, Hash("nobody"), Stop));
    }

    [Fact]
    public async Task A_logout_request_finds_its_sessions_by_name_and_index()
    {
        var session = NewSession("a");
        await _store.InsertAsync(session, Stop);
        await _store.InsertAsync(NewSession("b") with { SessionIndex = "_other" }, Stop);
        await _store.InsertAsync(NewSession("c") with { NameId = new NameId("another", null, null, null) }, Stop);

        Assert.Equal([Hash("a")], await _store.FindAsync(_tenant, session.NameIdHash!, session.SessionIndexHash, Stop));
        Assert.Equal(
            new[] { Hash("a"), Hash("b") }.Order(StringComparer.Ordinal),
            (await _store.FindAsync(_tenant, session.NameIdHash!, null, Stop)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Expired_sessions_go_with_all_their_rows_up_to_the_bound()
    {
        for (var i = 0; i < 60; i++)
        {
            await _store.InsertAsync(NewSession($"{i}") with { ExpiresAt = Start.AddMinutes(i) }, Stop);
        }

        // A row that a hand edit took away stops nothing.
        await storage.Connect().GetTableClient("Sessions").DeleteEntityAsync(_tenant, "t-" + Hash("3"), Azure.ETag.All, Stop);

        Assert.Equal(30, await _store.DeleteExpiredAsync(_tenant, Start.AddMinutes(50), 30, Stop));
        Assert.Equal(20, await _store.DeleteExpiredAsync(_tenant, Start.AddMinutes(50), 30, Stop));

        var left = await ListAsync(storage.Connect().GetTableClient("Sessions").QueryAsync<TableEntity>($"PartitionKey eq '{_tenant}'", null, null, Stop));
        Assert.Equal(10 * 4, left.Count);
        Assert.NotNull(await _store.ReadAsync(_tenant, Hash("50"), Stop));
    }

    private static string Hash(string name) => UserKeys.ForSubject("h", "h", name)[2..];

    private Session NewSession(string name) => new()
    {
        TenantId = _tenant,
        TokenHash = Hash(name),
        UserKey = UserKeys.ForSubject("i", "k", "s"),
        Issuer = "https://idp.example",
        NameId = new NameId("name", NameIdFormats.Persistent, null, null),
        SessionIndex = "_index",
        AuthnInstant = Start.AddMinutes(-1),
        CreatedAt = Start,
        ExpiresAt = Start.AddHours(1),
        CorrelationId = "c",
    };

    private async Task<List<bool>> RevokedAsync()
    {
        var revoked = new List<bool>();
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            revoked.Add((await _store.ReadAsync(_tenant, Hash(name), Stop))!.Revoked);
        }

        return revoked;
    }
}
