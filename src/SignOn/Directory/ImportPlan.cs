namespace SignOn;

/// <summary>What a file would do, or did.</summary>
/// <param name="Lines">The users in it; empty where the file cannot be read at all.</param>
/// <param name="Problems">What is wrong, by line. With one problem nothing of the file is imported.</param>
public sealed record ImportPlan(IReadOnlyList<ImportLine> Lines, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>Users who are made.</summary>
    public int New => Lines.Count(l => !l.IsThere);
}
