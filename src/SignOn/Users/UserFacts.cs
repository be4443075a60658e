namespace SignOn;

/// <summary>What an IdP says about a person.</summary>
public sealed record UserFacts
{
    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Name as shown; where the IdP sends none, first and last name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>E-mail address as sent.</summary>
    public string? Email { get; init; }

    /// <summary>Roles, sorted ordinally, each once.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Compares by content, roles included.</summary>
    public bool Equals(UserFacts? other) =>
        other is not null && FirstName == other.FirstName && LastName == other.LastName && DisplayName == other.DisplayName
        && Email == other.Email && Roles.SequenceEqual(other.Roles, StringComparer.Ordinal);

    /// <summary>Agrees with <see cref="Equals(UserFacts?)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(FirstName, LastName, DisplayName, Email, Roles.Count);
}
