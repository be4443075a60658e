using System.Globalization;

namespace LocalIdp;

/// <summary>Shows a numbered error with what support would ask for.</summary>
internal static class ErrorPage
{
    public static Page Show(string message, int status, Guid correlationId, DateTimeOffset now) => new("Sign in", Html.Of($"""
        <section class="card">
        <h1>Sign in</h1>
        <p>The sign-in cannot go on.</p>
        <p class="error" id="error">{message}</p>
        <dl>
        <dt>Correlation Id</dt><dd><code id="correlation-id">{correlationId}</code></dd>
        <dt>Timestamp</dt><dd>{now.ToString("u", CultureInfo.InvariantCulture)}</dd>
        </dl>
        </section>
        """))
    { Status = status };
}
