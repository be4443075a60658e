using System.Text;

namespace SignOn;

/// <summary>The mails' words: plain text, in which nothing becomes markup or a header.</summary>
/// <param name="product">The product's name.</param>
public sealed class MailTexts(string product)
{
    /// <summary>Tells a person that there is an account.</summary>
    internal Email ToUser(Guid id, Tenant tenant, Invitation invitation) => new(
        id,
        invitation.Email,
        invitation.Settings.DisplayName ?? "",
        $"Your account at {product}",
        Lines(
            invitation.Settings.DisplayName is { } name ? $"Hello {name}," : "Hello,",
            "",
            $"you have an account at {product}, for {tenant.DisplayName}.",
            "Sign in with the account of your organization. There is no other password:",
            "",
            tenant.SignOnUrl,
            "",
            "If you did not expect this, ask your organization's IT. Without signing in, nothing happens."));

    /// <summary>Tells an admin about the account that the admin made.</summary>
    internal Email ToAdmin(Guid id, Tenant tenant, Invitation invitation, string address, string name) => new(
        id,
        address,
        name,
        $"Account created at {product}",
        Lines(
            $"You created an account at {product}, for {tenant.DisplayName}.",
            "",
            $"Name: {invitation.Settings.DisplayName}",
            $"E-mail: {invitation.Email}",
            $"IDE language: {invitation.Settings.IdeLanguage ?? "none"}",
            $"Language: {invitation.Settings.Language ?? "none"}",
            $"Profile: {invitation.Settings.Profile ?? "none"}",
            "",
            "The person signs in here, with the account of the organization:",
            "",
            tenant.SignOnUrl));

    private static string Lines(params ReadOnlySpan<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            // A value that came from a hand edit could have lines of its own.
            text.Append(line.ReplaceLineEndings(" ")).Append('\n');
        }

        return text.ToString();
    }
}
