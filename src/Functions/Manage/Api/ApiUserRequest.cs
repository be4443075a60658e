using System.Text.Json.Serialization;

namespace Functions.Manage;

/// <summary>The JSON that makes a user.</summary>
/// <param name="Email">The address that the identity provider sends.</param>
/// <param name="Settings">What an admin sets.</param>
/// <param name="SendInvitation">Whether the person is told by mail.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApiUserRequest(string? Email, ApiUserSettings? Settings, bool SendInvitation = false);
