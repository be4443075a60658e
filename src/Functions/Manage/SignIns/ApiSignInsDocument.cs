using SignOn;

namespace Functions.Manage;

/// <summary>The JSON of <c>GET /manage/api/tenants/{tenant}/sign-ins</c>.</summary>
/// <param name="SignIns">The lines, newest first.</param>
/// <param name="Next">The value of <c>after</c> for the next page; missing when there is none. A page may be short, or empty, and have a next one.</param>
internal sealed record ApiSignInsDocument(IReadOnlyList<ApiSignInDocument> SignIns, string? Next)
{
    /// <summary>The document of a page.</summary>
    /// <param name="page">The page.</param>
    public static ApiSignInsDocument Of(SignInList page) => new([.. page.Records.Select(ApiSignInDocument.Of)], page.Next);
}
