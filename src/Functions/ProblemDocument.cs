namespace Functions;

/// <summary>Problem details (RFC 9457) of a JSON endpoint.</summary>
/// <param name="Type">Which problem it is: a URI of <see cref="ProblemTypes"/>, stable, for programs to compare.</param>
/// <param name="Title">What went wrong; the same for every problem of a type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">More words.</param>
/// <param name="CorrelationId">The request's id in the log.</param>
internal sealed record ProblemDocument(string Type, string Title, int Status, string Detail, string CorrelationId)
{
    /// <summary>What is wrong setting by setting; absent where the problem is another.</summary>
    public IReadOnlyList<Manage.ApiColumnError>? Errors { get; init; }
}
