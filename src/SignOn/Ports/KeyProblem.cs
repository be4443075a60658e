namespace SignOn;

/// <summary>What is wrong with our keys.</summary>
/// <param name="Trouble">Its class.</param>
/// <param name="Message">What, where, and how to mend it; for operators. Nothing secret is in it.</param>
public sealed record KeyProblem(KeyTrouble Trouble, string Message);
