namespace Functions;

/// <summary>A kind of problem.</summary>
/// <param name="Uri">Its stable name.</param>
/// <param name="Title">What people call it.</param>
internal sealed record ProblemType(string Uri, string Title);
