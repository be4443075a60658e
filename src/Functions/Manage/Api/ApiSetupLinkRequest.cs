using System.Text.Json.Serialization;

namespace Functions.Manage;

/// <summary>What a program sends to make a setup link.</summary>
/// <param name="Name">For whom it is.</param>
/// <param name="Days">How many days it works.</param>
/// <param name="MayReplace">Whether it may replace an identity provider that is set up.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiSetupLinkRequest(string? Name, int Days, bool MayReplace = false);
