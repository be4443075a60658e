namespace Functions.Manage;

/// <summary>A step of the set-up guide that was done.</summary>
/// <param name="Step">"Values", "IdentityProvider" or "TestSignIn".</param>
/// <param name="At">When it was first done (UTC).</param>
internal sealed record ApiSetupStep(string Step, DateTimeOffset At);
