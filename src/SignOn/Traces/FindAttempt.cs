namespace SignOn;

/// <summary>
/// Finds a sign-in by its correlation id. With the tenant that is two storage operations. Without it tenants are asked one by one, each with
/// one operation, so a search looks at a bounded number of them and goes on when asked.
/// </summary>
public sealed class FindAttempt(ISignInHistory history, ITenantStore tenants)
{
    /// <summary>How many tenants a search without a tenant looks at.</summary>
    public const int MaxTenants = 100;

    private const int AtOnce = 10;

    /// <summary>Looks at one tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="correlationId">The id, as a page or a log shows it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The trail cannot be read.</exception>
    public async Task<AttemptSearch> InAsync(string tenantId, string correlationId, CancellationToken cancellationToken) =>
        new(Clean(correlationId) is { } id ? await history.FindAsync(tenantId, id, cancellationToken) : [], null);

    /// <summary>Looks at tenants by their ids, <see cref="MaxTenants"/> at most.</summary>
    /// <param name="correlationId">The id, as a page or a log shows it.</param>
    /// <param name="after">The tenant after which to begin; null for the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageUnavailableException">The trail, or the list of tenants, cannot be read.</exception>
    public async Task<AttemptSearch> AnywhereAsync(string correlationId, string? after, CancellationToken cancellationToken)
    {
        if (Clean(correlationId) is not { } id)
        {
            return new AttemptSearch([], null);
        }

        var some = new List<string>();
        var lookedAt = 0;
        await foreach (var row in tenants.ListAfterAsync(after, 100, cancellationToken))
        {
            if (lookedAt == MaxTenants)
            {
                var rest = await AskAsync(some, id, cancellationToken);
                return new AttemptSearch(rest, rest.Count > 0 ? null : after);
            }

            some.Add(row.TenantId);
            after = row.TenantId;
            lookedAt++;
            if (some.Count == AtOnce && await AskAsync(some, id, cancellationToken) is { Count: > 0 } found)
            {
                return new AttemptSearch(found, null);
            }

            if (some.Count == AtOnce)
            {
                some.Clear();
            }
        }

        return new AttemptSearch(await AskAsync(some, id, cancellationToken), null);
    }

    private async Task<IReadOnlyList<SignInRecord>> AskAsync(List<string> some, string id, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(some.Select(tenant => history.FindAsync(tenant, id, cancellationToken)));
        return Array.Find(answers, a => a.Count > 0) ?? [];
    }

    /// <summary>People copy more than the id: spaces around it, capital letters. Null for what can be none.</summary>
    private static string? Clean(string text)
    {
        var id = text.Trim().ToLowerInvariant();
        return id.Length is > 0 and <= 64 && id.All(char.IsAsciiLetterOrDigit) ? id : null;
    }
}
