using SignOn;

namespace Functions.Manage.Guide;

/// <summary>What the guide shows.</summary>
/// <param name="Tenant">The tenant as stored.</param>
/// <param name="Row">Its row.</param>
/// <param name="Preset">Whose words to use.</param>
/// <param name="Done">When each step was done.</param>
/// <param name="IdpIsOpen">Whether this admin may still do the second step.</param>
internal sealed record GuideState(TenantOverview Tenant, TenantColumns Row, IdpPreset Preset, IReadOnlyDictionary<SetupStep, DateTimeOffset> Done, bool IdpIsOpen)
{
    /// <summary>The field, and the name in the query, of the preset.</summary>
    public const string PresetField = "idp";

    /// <summary>The field that says where the second step's values come from.</summary>
    public const string SourceField = "source";

    /// <summary>The field that says which IdP a document means that describes several.</summary>
    public const string EntityField = "entity";

    /// <summary>What was typed into the second step, by field.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The guide's address.</summary>
    public string Address => ManageLinks.With(ManageLinks.Guide(Tenant.Id), (PresetField, Preset.Key));
}
