using Functions.Html;

namespace Functions.Manage.Users;

/// <summary>Says what was just done to a user, on the page after the redirect; as <see cref="Parts.Flash"/> does.</summary>
internal static class UserFlash
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["user-invited"] = "The user is created, and can sign in from now on.",
        ["user-invited-mail"] = "The user is created, and can sign in from now on. The e-mail is on its way.",
        ["user-saved"] = "Saved. It shows within 30 seconds wherever the user is signed in.",
        ["user-disabled"] = "The user is disabled. All sessions have ended.",
        ["user-enabled"] = "The user is enabled, and can sign in again.",
        ["user-erased"] = "The user is erased.",
        ["user-gone"] = "There is no such user any more. Nothing was changed.",
        ["mail-queued"] = "The e-mail is on its way.",
        ["mail-not-queued"] = "No e-mail was sent: the invitation is gone or disabled, or your own address is not known.",
        ["provisioning-retried"] = "It is tried again now.",
        ["provisioning-discarded"] = "The user is discarded. Who signs in again starts anew.",
        ["provisioning-gone"] = "This user does not wait any more. Nothing was changed.",
    };

    /// <summary>The markup; nothing for an unknown code.</summary>
    /// <param name="code">The code of the query.</param>
    public static Markup? Render(string? code) =>
        code is not null && Texts.TryGetValue(code, out var text) ? Markup.Of($"""<p class="done" role="status">{text}</p>""") : null;
}
