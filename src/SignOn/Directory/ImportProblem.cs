namespace SignOn;

/// <summary>What is wrong with a line of a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column's name; empty where the whole line is meant.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record ImportProblem(int Line, string Column, string Message);
