namespace SignOn;

/// <summary>A field of a user's form that at least one of two admins changed.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Base">What both began with.</param>
/// <param name="Theirs">What the other admin saved.</param>
/// <param name="Mine">What this admin wants.</param>
public sealed record UserMerge(string Field, string Base, string Theirs, string Mine)
{
    /// <inheritdoc cref="ThreeWay.IsMine"/>
    public bool? IsMine => ThreeWay.IsMine(Base, Theirs, Mine);

    /// <summary>Every field that at least one of them changed; the address is not among them.</summary>
    /// <param name="began">The form as both began.</param>
    /// <param name="theirs">The form as saved now.</param>
    /// <param name="mine">The form as wanted.</param>
    public static IReadOnlyList<UserMerge> Compare(UserForm began, UserForm theirs, UserForm mine)
    {
        UserMerge[] all =
        [
            new("name", began.Name, theirs.Name, mine.Name),
            new("ide-language", began.IdeLanguage, theirs.IdeLanguage, mine.IdeLanguage),
            new("language", began.Language, theirs.Language, mine.Language),
            new("profile", began.Profile, theirs.Profile, mine.Profile),
            new("roles", began.Roles, theirs.Roles, mine.Roles),
        ];
        return [.. all.Where(m => m.Theirs != m.Base || m.Mine != m.Base)];
    }

    /// <summary>The form that keeps what each of them changed; where both changed a field, what this admin wants, for this admin to look at.</summary>
    /// <param name="began">The form as both began.</param>
    /// <param name="theirs">The form as saved now.</param>
    /// <param name="mine">The form as wanted.</param>
    public static UserForm Apply(UserForm began, UserForm theirs, UserForm mine) => theirs with
    {
        Name = Of(began.Name, theirs.Name, mine.Name),
        IdeLanguage = Of(began.IdeLanguage, theirs.IdeLanguage, mine.IdeLanguage),
        Language = Of(began.Language, theirs.Language, mine.Language),
        Profile = Of(began.Profile, theirs.Profile, mine.Profile),
        Roles = Of(began.Roles, theirs.Roles, mine.Roles),
    };

    private static string Of(string began, string theirs, string mine) => ThreeWay.IsMine(began, theirs, mine) == false ? theirs : mine;
}
