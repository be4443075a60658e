using Microsoft.Extensions.Logging;

namespace Functions.Telemetry;

/// <summary>Keeps what people typed out of the log (docs/privacy.md).</summary>
internal static class LogPrivacy
{
    /// <summary>
    /// ASP.NET Core writes each request's whole address at level Information, and so the e-mail address in <c>login_hint</c>. Its own lines
    /// start at Warning here; ours say what happened.
    /// </summary>
    /// <param name="logging">The app's logging.</param>
    public static void LeaveOutAddresses(this ILoggingBuilder logging)
    {
        // Both, because the longer name wins over a shorter one in somebody's settings.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
    }
}
