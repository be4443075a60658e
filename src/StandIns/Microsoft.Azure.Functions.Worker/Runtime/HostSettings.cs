using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>
/// The values of host.json. As with the official host, a setting named <c>AzureFunctionsJobHost:</c> plus the path overrides one.
/// </summary>
internal sealed class HostSettings
{
    private const string OverridePrefix = "AzureFunctionsJobHost:";

    private readonly string _file;
    private readonly JsonElement _root;

    private HostSettings(string file, JsonElement root, IConfiguration configuration)
    {
        _file = file;
        _root = root;
        Configuration = configuration;
    }

    public IConfiguration Configuration { get; }

    /// <summary>Reads host.json in the given directory; without the file every value has its default.</summary>
    /// <exception cref="FunctionWorkerException">The file is not JSON, or its version is not 2.0.</exception>
    public static HostSettings Load(string directory, IConfiguration configuration)
    {
        var file = Path.Combine(directory, "host.json");
        if (!File.Exists(file)) return new HostSettings(file, default, configuration);

        JsonElement root;
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), options);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new FunctionWorkerException($"{file} is not JSON: {e.Message}", e);
        }

        var settings = new HostSettings(file, root, configuration);
        var version = settings.GetString("version");
        return version == "2.0"
            ? settings
            : throw settings.Wrong("version", version is null ? "is missing; it must be \"2.0\"" : $"is \"{version}\"; it must be \"2.0\"");
    }

    public string? GetString(string path)
    {
        if (Override(path) is { } text) return text;

        return Find(path) is not { } value ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : throw Wrong(path, $"is {value.GetRawText()}; it must be a string");
    }

    public int GetInt(string path, int fallback, int minimum, int maximum)
    {
        int number;
        if (Override(path) is { } text)
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            {
                throw Wrong(path, $"is overridden with '{text}'; it must be a whole number");
            }
        }
        else if (Find(path) is not { } value)
        {
            return fallback;
        }
        else if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out number))
        {
            throw Wrong(path, $"is {value.GetRawText()}; it must be a whole number");
        }

        return number >= minimum && number <= maximum
            ? number
            : throw Wrong(path, $"is {number}; it must be from {minimum} to {maximum}");
    }

    public TimeSpan GetTimeSpan(string path, TimeSpan fallback, TimeSpan minimum, TimeSpan maximum)
    {
        if (GetString(path) is not { } text) return fallback;
        if (!TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span))
        {
            throw Wrong(path, $"is \"{text}\"; it must be a time span such as \"00:00:30\"");
        }

        return span >= minimum && span <= maximum
            ? span
            : throw Wrong(path, $"is \"{text}\"; it must be from {minimum} to {maximum}");
    }

    public FunctionWorkerException Wrong(string path, string problem) =>
        new($"{_file}: property '{path}' {problem}.");

    private string? Override(string path) => Configuration[OverridePrefix + path.Replace('.', ':')];

    private JsonElement? Find(string path)
    {
        var element = _root;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
            if (element.ValueKind != JsonValueKind.Object) throw Wrong(path, "cannot be read, because a part of its path is not an object");

            if (!TryGetProperty(element, name, out element)) return null;
        }

        return element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : element;
    }

    private static bool TryGetProperty(JsonElement element, string name, out JsonElement value)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = property.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
