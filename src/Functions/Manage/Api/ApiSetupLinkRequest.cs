using System.Text.Json.Serialization;

namespace Functions.Manage;

/// <summary>What a program sends to make a setup link.</summary>
/// <param name="Name">For whom it is.</param>
/// <param name="Days">How many days it works.</param>
/// <param name="MayReplace">Whether it may replace an identity provider that is set up.</param>
/// <param name="Id">The id that it gets, 16 small hex digits drawn at random, so that a request that is sent twice makes one link; absent: we draw one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiSetupLinkRequest(string? Name, int Days, bool MayReplace = false, string? Id = null);
