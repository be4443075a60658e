using System.Security.Cryptography;
using Functions.Html;

namespace Functions.Pages;

/// <summary>A page whose one form sends itself; its button does the same where script is off.</summary>
internal static class SelfSending
{
    private static readonly string ScriptHash = Convert.ToBase64String(SHA256.HashData("document.forms[0].submit()"u8));

    /// <summary>The only script that stands in a page of ours. It never changes, so the policy names it by its hash and lets no other run.</summary>
    public static Markup Script { get; } = Markup.Of($"<script>document.forms[0].submit()</script>");

    /// <summary>The page's own Content-Security-Policy.</summary>
    /// <param name="framedBy">Who may show the page in a frame: an origin, or <c>'none'</c>.</param>
    /// <param name="more">Further directives, each with a semicolon and a blank before it.</param>
    public static string Policy(string framedBy, string more = "") =>
        $"default-src 'none'; style-src 'self'; img-src 'self'; script-src 'sha256-{ScriptHash}'; base-uri 'none'; frame-ancestors {framedBy}{more}";
}
