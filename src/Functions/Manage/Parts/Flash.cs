using Functions.Html;

namespace Functions.Manage.Parts;

/// <summary>Says what was just done, on the page after the redirect. The address carries a code, the words are ours: nobody can put words there.</summary>
internal static class Flash
{
    /// <summary>The name in the query.</summary>
    public const string Query = "done";

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["key-revoked"] = "The key is revoked. It opens nothing any more.",
        ["link-revoked"] = "The link is revoked. Whoever came in through it is signed out.",
        ["tenant-made"] = "The tenant is made. Next: send the customer's admin a setup link, or follow the guide yourself.",
        ["tenant-saved"] = "The settings are saved. Every instance has them within 30 seconds.",
        ["tenant-enabled"] = "The tenant is enabled.",
        ["tenant-disabled"] = "The tenant is disabled. Its people are signed out within 30 seconds.",
        ["tenant-changed-meanwhile"] = "Nothing was done: somebody changed this tenant meanwhile. Look at it, then try again.",
        ["tenant-deleted"] = "The tenant is deleted. What it left is removed within minutes.",
        ["emergency-opened"] = "Emergency access is open. Find the person whom you want to let in.",
        ["emergency-closed"] = "Emergency access is closed. Every session that began through it has ended.",
        ["emergency-open-already"] = "Nothing was done: emergency access is open already.",
        ["emergency-not-open"] = "Nothing was done: emergency access is not open any more, or was opened anew.",
        ["emergency-link-form"] = "No link was made: the form did not arrive whole. Press the button on the person's page again.",
        ["emergency-link-revoked"] = "The link is revoked, and a session that began with it has ended.",
        ["user-invited"] = "The user is created, and can sign in from now on.",
        ["user-invited-mail"] = "The user is created, and can sign in from now on. The e-mail is on its way.",
        ["user-saved"] = "Saved. It shows within 30 seconds wherever the user is signed in.",
        ["user-disabled"] = "The user is disabled. All sessions have ended.",
        ["user-enabled"] = "The user is enabled, and can sign in again.",
        ["user-erased"] = "The user is erased.",
        ["user-gone"] = "There is no such user any more. Nothing was changed.",
        ["emergency-no-user"] = "No link was made: only people who have signed in before, and are not disabled, can be let in.",
        ["mail-queued"] = "The e-mail is on its way.",
        ["mail-not-queued"] = "No e-mail was sent: the invitation is gone or disabled, or your own address is not known.",
        ["provisioning-retried"] = "It is tried again now.",
        ["provisioning-discarded"] = "The user is discarded. Who signs in again starts anew.",
        ["provisioning-gone"] = "This user does not wait any more. Nothing was changed.",
        ["values-entered"] = "Noted. Go on with step 2.",
        ["idp-saved"] = "Your identity provider is saved. Go on with step 3.",
    };

    /// <summary>The markup; nothing for an unknown code.</summary>
    /// <param name="code">The code of the query.</param>
    public static Markup? Render(string? code) =>
        code is not null && Texts.TryGetValue(code, out var text) ? Markup.Of($"""<p class="done" role="status">{text}</p>""") : null;
}
