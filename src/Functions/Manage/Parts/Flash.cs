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
        ["values-entered"] = "Noted. Go on with step 2.",
        ["idp-saved"] = "Your identity provider is saved. Go on with step 3.",
    };

    /// <summary>The markup; nothing for an unknown code.</summary>
    /// <param name="code">The code of the query.</param>
    public static Markup? Render(string? code) =>
        code is not null && Texts.TryGetValue(code, out var text) ? Markup.Of($"""<p class="done" role="status">{text}</p>""") : null;
}
