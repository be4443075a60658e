namespace SignOn;

/// <summary>A record of a CSV text.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Fields">Its fields, without their quotes.</param>
public sealed record CsvRecord(int Line, IReadOnlyList<string> Fields);
