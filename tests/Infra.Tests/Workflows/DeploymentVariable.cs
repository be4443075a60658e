namespace Infra.Tests.Workflows;

/// <summary>An environment value of azd that a person sets.</summary>
/// <param name="Name">Such as <c>ALERT_EMAIL</c>.</param>
/// <param name="Parameter">The parameter of Bicep that it becomes; null: a hook reads it.</param>
/// <param name="Default">What it is when nobody sets it; may be empty.</param>
/// <param name="IsSecret">Whether Bicep keeps it out of the deployment's history.</param>
internal sealed record DeploymentVariable(string Name, string? Parameter, string Default, bool IsSecret);
