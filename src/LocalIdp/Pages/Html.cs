namespace LocalIdp;

/// <summary>Markup that may be sent as it is. Everything else is encoded where it is put in.</summary>
internal readonly record struct Html(string Text)
{
    public static Html Empty { get; } = new("");

    /// <summary>Literal parts are markup; strings in the holes are encoded.</summary>
    public static Html Of(HtmlInterpolation markup) => new(markup.ToString());

    public override string ToString() => Text;
}
