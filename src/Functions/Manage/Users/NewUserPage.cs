using Functions.Html;
using Functions.Manage.Parts;
using SignOn;

namespace Functions.Manage.Users;

/// <summary>The 'New User' form.</summary>
internal static class NewUserPage
{
    /// <summary>The box for the admin's own mail.</summary>
    public const string MailToMe = "mail-me";

    /// <summary>The box for the person's mail.</summary>
    public const string MailToUser = "mail-user";

    /// <summary>The page.</summary>
    /// <param name="product">The product's name.</param>
    /// <param name="visit">The operator.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="canSend">Whether there is a mail server.</param>
    public static Markup Render(string product, ManageVisit visit, TenantOverview tenant, UserForm form, IReadOnlyList<FieldError> errors, bool canSend)
    {
        var fields = UserFields.All(form, withEmail: true);
        var knowsMe = visit.Admin is Admin.Operator { UserKey: not null };
        return ManageLayout.Page(product, visit, "New User", Markup.Of($"""
            {ErrorSummary.Render(errors, fields)}
            {ManageForm.Render(visit, UserLinks.New(tenant.Id), [
                .. fields.Select(f => f.Render(errors)),
                Checkbox.Render(MailToMe, "Send account creation e-mail to me", visit.Field(MailToMe) == "yes", WhyNot(canSend, knowsMe), !canSend || !knowsMe),
                Checkbox.Render(MailToUser, "Send an invitation to the user", visit.Field(MailToUser) == "yes", WhyNot(canSend, true), !canSend),
            ], "Save")}
            """), lead: Markup.Of($"""For <a href="{UserLinks.All(tenant.Id)}">{tenant.DisplayName}</a>. The person signs in with the organization's account; there is no password here."""));
    }

    private static string? WhyNot(bool canSend, bool knowsMe) => (canSend, knowsMe) switch
    {
        (false, _) => "No mail can be sent: no mail server is set up (settings Email__…).",
        (_, false) => "You came in with the bootstrap key, so your address is not known. Sign in with your organization to get mail.",
        _ => null,
    };
}
