using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Infra.Tests.Settings;

/// <summary>Settings that remember who was asked for, whether there or not.</summary>
internal sealed class RecordingConfiguration : IConfiguration
{
    private readonly IConfigurationRoot _inner;

    /// <param name="appSettings">As app settings are written: two underscores between the levels.</param>
    public RecordingConfiguration(IEnumerable<KeyValuePair<string, string?>> appSettings) =>
        _inner = new ConfigurationBuilder()
            .AddInMemoryCollection(appSettings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value)))
            .Build();

    /// <summary>What was asked for, as app settings are written.</summary>
    public ISet<string> Asked { get; } = new SortedSet<string>(StringComparer.Ordinal);

    public string? this[string key]
    {
        get
        {
            Asked.Add(key.Replace(":", "__", StringComparison.Ordinal));
            return _inner[key];
        }
        set => throw new NotSupportedException();
    }

    public IEnumerable<IConfigurationSection> GetChildren() => throw Whole();

    public IChangeToken GetReloadToken() => _inner.GetReloadToken();

    public IConfigurationSection GetSection(string key) => throw Whole();

    // Whoever reads a section whole hides which settings it uses, and this class could not tell.
    private static NotSupportedException Whole() => new("Read settings one by one, so that the test sees which they are.");
}
