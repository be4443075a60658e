namespace LocalIdp;

/// <summary>One attribute of an assertion (Core 2.7.3.1).</summary>
/// <param name="Name">Its Name.</param>
/// <param name="Values">Its values in order; none makes an Attribute without AttributeValue.</param>
public sealed record SamlClaim(string Name, IReadOnlyList<string> Values)
{
    /// <summary>An attribute with the given values.</summary>
    public SamlClaim(string name, params string[] values)
        : this(name, (IReadOnlyList<string>)values)
    {
    }

    /// <summary>NameFormat, or null to leave it out as Entra does.</summary>
    public string? NameFormat { get; init; }

    /// <summary>FriendlyName, or null to leave it out.</summary>
    public string? FriendlyName { get; init; }
}
