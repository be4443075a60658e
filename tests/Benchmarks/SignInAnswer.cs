using System.Net;

namespace Benchmarks;

/// <summary>What came back for a response.</summary>
/// <param name="Status">The status.</param>
/// <param name="Token">The new session's token; null where there is none.</param>
/// <param name="Error">The code on the error page; null where there is none.</param>
internal sealed record SignInAnswer(HttpStatusCode Status, string? Token, string? Error)
{
    /// <summary>Whether somebody is signed in.</summary>
    internal bool IsAccepted => Status == HttpStatusCode.SeeOther && Token is not null;

    /// <summary>Whether the app said that storage is away and that the person must start again.</summary>
    internal bool IsInterrupted => Status == HttpStatusCode.ServiceUnavailable && Error == "StorageUnavailable";
}
