namespace Functions.Manage;

/// <summary>What is wrong with one setting.</summary>
/// <param name="Column">The setting: a column of the tenant's row.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
internal sealed record ApiColumnError(string Column, string Message);
