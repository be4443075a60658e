namespace SignOn;

/// <summary>How far the set-up of a tenant is, as one admin may know it.</summary>
/// <param name="Done">When each step was first done, by this link; for operators by any link of the tenant.</param>
/// <param name="MayReplace">Whether this link may replace an identity provider that is set up; operators always may.</param>
public sealed record SetupProgress(IReadOnlyDictionary<SetupStep, DateTimeOffset> Done, bool MayReplace);
