using System.Text.Json.Serialization.Metadata;

namespace Functions.Manage;

/// <summary>A function of the API as its description tells it.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Method">The method, in small letters.</param>
/// <param name="Path">The path.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Status">The status when it went well.</param>
/// <param name="Response">What the answer holds; null for nothing.</param>
internal sealed record ApiOperation(string Function, string Method, string Path, string Summary, int Status, JsonTypeInfo? Response)
{
    /// <summary>What the body holds; null for no body.</summary>
    public JsonTypeInfo? Request { get; init; }

    /// <summary>The media types that the body may have.</summary>
    public IReadOnlyList<string> RequestTypes { get; init; } = ApiBody.Json;

    /// <summary>Parameters of the query, and what they are for.</summary>
    public IReadOnlyList<(string Name, string Meaning)> Query { get; init; } = [];

    /// <summary>Whether If-Match must name a version.</summary>
    public bool NeedsVersion { get; init; }

    /// <summary>Whether If-None-Match: * makes something new.</summary>
    public bool MakesNew { get; init; }

    /// <summary>Whether the answer has an ETag.</summary>
    public bool TellsVersion { get; init; }

    /// <summary>Whether the answer says where what was made is (Location).</summary>
    public bool TellsLocation { get; init; }

    /// <summary>When 409 is answered; null for never.</summary>
    public string? Conflict { get; init; }

    /// <summary>Whether a version that the program has already is answered with 304.</summary>
    public bool MayBeKnown => TellsVersion && Method == "get";
}
