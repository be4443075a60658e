using Functions.Html;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>A word that says where a user stands; the colour only repeats it.</summary>
internal static class UserBadge
{
    /// <summary>The markup.</summary>
    /// <param name="state">Where the user stands.</param>
    public static Markup Of(DirectoryState state) => state switch
    {
        DirectoryState.Active => Render("Active", "good"),
        DirectoryState.Pending => Render("Setting up", "warn"),
        DirectoryState.Invited => Render("Invited", "warn"),
        _ => Render("Disabled", "off"),
    };

    private static Markup Render(string text, string kind) => Markup.Of($"""<span class="badge {kind}">{text}</span>""");
}
