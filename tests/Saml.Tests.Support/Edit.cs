namespace Saml.Tests.Support;

/// <summary>Edits of text that fail when they would change nothing, so that no test passes because its attack never happened.</summary>
internal static class Edit
{
    /// <summary>Replaces the only occurrence of <paramref name="old"/>.</summary>
    public static string Once(string text, string old, string @new)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' does not stand in the document.");
        Assert.True(text.IndexOf(old, at + 1, StringComparison.Ordinal) < 0, $"'{old}' stands in the document more than once.");
        return text.Replace(old, @new, StringComparison.Ordinal);
    }

    /// <summary>Replaces every occurrence of <paramref name="old"/>, of which there must be one.</summary>
    public static string All(string text, string old, string @new)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, @new, StringComparison.Ordinal);
    }

    /// <summary>Replaces the first occurrence of <paramref name="old"/>.</summary>
    public static string First(string text, string old, string @new)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' does not stand in the document.");
        return string.Concat(text.AsSpan(0, at), @new, text.AsSpan(at + old.Length));
    }

    /// <summary>What stands from the first <paramref name="start"/> to the next <paramref name="end"/>, both included.</summary>
    public static string Cut(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"'{start}' does not stand in the document.");
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"'{end}' does not follow '{start}'.");
        return text[from..(to + end.Length)];
    }
}
