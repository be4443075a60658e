using Azure.Data.Tables;
using Saml;
using SignOn;

namespace AzureAdapters.Tests;

/// <summary>Erasing on a real table service: what is left is looked at row by row.</summary>
public sealed class EraseUserTests(Storage storage)
{
    private readonly string _tenant = NewTenant();
    private readonly TableUserStore _users = new(storage.Connect());
    private readonly TableSessionStore _sessions = new(storage.Connect());
    private readonly TableSignInLog _signIns = new(storage.Connect());
    private readonly CapturedLog<EraseUser> _log = new();

    private EraseUser Erase => new(_users, _sessions, _signIns, TimeProvider.System, _log);

    [Fact]
    public async Task Nothing_is_left_of_the_person_and_others_keep_everything()
    {
        var gone = await AddAsync("gone", "B.Simon@contoso.com");
        var stays = await AddAsync("stays", "a.other@contoso.com");

        var erased = await Erase.ByEmailAsync(_tenant, " b.simon@CONTOSO.com ", Stop);

        Assert.Equal(new ErasedUser(1, 3, 2), erased);
        Assert.Equal(Sorted([stays, UserKeys.ForEmail("a.other@contoso.com"), UserKeys.ForPending(stays)]), await KeysAsync("Users"));
        Assert.Equal(3 * 4, (await KeysAsync("Sessions")).Count);
        Assert.DoesNotContain(await KeysAsync("Sessions"), k => k.Contains(gone, StringComparison.Ordinal));
        var trail = await storage.LinesAsync(_tenant);
        Assert.Equal((2, 2, 1), (trail.Count(r => r.UserKey == stays), trail.Count(r => r.UserKey is null && r.Event == SignInEvent.Accepted), trail.Count(r => r.Event == SignInEvent.UserErased)));
        Assert.DoesNotContain(trail, r => r.UserKey == gone);
        Assert.DoesNotContain("simon", _log.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(gone, _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_erased_and_an_unknown_address_is_nobody()
    {
        var key = UserKeys.ForEmail("new@contoso.com");
        await _users.TryCommitAsync(_tenant, [new UserRowChange.Insert(new Invitation { Key = key, Email = "new@contoso.com", UserId = Guid.NewGuid(), CreatedAt = Start })], Stop);

        Assert.True((await Erase.ByEmailAsync(_tenant, "other@contoso.com", Stop)).IsNobody);
        Assert.Equal(new ErasedUser(1, 0, 0), await Erase.ByEmailAsync(_tenant, "new@contoso.com", Stop));

        Assert.Empty(await KeysAsync("Users"));
        Assert.True((await Erase.ByEmailAsync(_tenant, "new@contoso.com", Stop)).IsNobody);
    }

    [Fact]
    public async Task A_person_whose_row_is_gone_can_still_be_erased_by_key()
    {
        var key = await AddAsync("gone", "b.simon@contoso.com");
        await _users.TryCommitAsync(_tenant, [new UserRowChange.Delete(key)], Stop);

        Assert.Equal(new ErasedUser(0, 3, 2), await Erase.ByKeyAsync(_tenant, key, Stop));

        Assert.DoesNotContain(await KeysAsync("Users"), k => k.Contains(key, StringComparison.Ordinal));
        await Assert.ThrowsAsync<ArgumentException>(() => Erase.ByKeyAsync(_tenant, "rubbish", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Erase.ByEmailAsync("No Tenant", "x@y.z", Stop));
    }

    private async Task<string> AddAsync(string person, string email)
    {
        var key = UserKeys.ForSubject("https://idp.example/", "test", person);
        var user = new User
        {
            Key = key,
            UserId = Guid.NewGuid(),
            Status = UserStatus.Pending,
            Issuer = "https://idp.example/",
            Subject = person,
            Facts = new UserFacts { Email = email, Roles = [] },
            CreatedAt = Start,
            UpdatedAt = Start,
        };
        var marker = new PendingMarker { Key = UserKeys.ForPending(key), UserKey = key, CorrelationId = "c", CreatedAt = Start, SentAt = Start };
        Assert.True(await _users.TryCommitAsync(
            _tenant,
            [new UserRowChange.Insert(user), new UserRowChange.Insert(marker), new UserRowChange.Insert(new EmailIndex { Key = UserKeys.ForEmail(email), Target = key })],
            Stop));
        for (var i = 0; i < 3; i++)
        {
            await _sessions.InsertAsync(NewSession(key, person, i), Stop);
        }

        for (var i = 0; i < 2; i++)
        {
            await _signIns.AppendAsync(new SignInRecord { TenantId = _tenant, At = Start, Event = SignInEvent.Accepted, CorrelationId = "c", UserKey = key }, Stop);
        }

        return key;
    }

    private Session NewSession(string userKey, string name, int i) => new()
    {
        TenantId = _tenant,
        TokenHash = System.Security.Cryptography.RandomNumberGenerator.GetHexString(64, lowercase: true),
        UserKey = userKey,
        Issuer = "https://idp.example/",
        NameId = new NameId(name, null, null, null),
        SessionIndex = i == 0 ? null : "_" + i,
        AuthnInstant = Start,
        CreatedAt = Start.AddTicks(i),
        ExpiresAt = Start.AddHours(1).AddTicks(1234567 + i),
        CorrelationId = "c",
    };

    private static List<string> Sorted(IEnumerable<string> keys) => [.. keys.Order(StringComparer.Ordinal)];

    private async Task<List<string>> KeysAsync(string table) =>
        Sorted((await ListAsync(storage.Connect().GetTableClient(table).QueryAsync<TableEntity>($"PartitionKey eq '{_tenant}'", cancellationToken: Stop))).Select(r => r.RowKey));
}
