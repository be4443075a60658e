using Functions.Html;
using SignOn;

namespace Functions.Manage.Parts;

/// <summary>A labelled field with its hint and, where its value will not do, the reason beside it.</summary>
/// <param name="Name">The field's name, which is its id too.</param>
/// <param name="Label">What people read.</param>
internal sealed record Field(string Name, string Label)
{
    /// <summary>What was typed before, or a proposal.</summary>
    public string Value { get; init; } = "";

    /// <summary>A sentence below the field; null for none.</summary>
    public string? Hint { get; init; }

    /// <summary>
    /// The input's type: text, password, number, email, url, search. A number is a text with a keyboard of digits: browsers throw away what is none, both what
    /// somebody typed and what stands in the page, and nobody would see what the error is about.
    /// </summary>
    public string Type { get; init; } = "text";

    /// <summary>What browsers may fill in.</summary>
    public string AutoComplete { get; init; } = "off";

    /// <summary>Value and label of each choice; null for a field to type in.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Choices { get; init; }

    /// <summary>Whether the choices are languages, each with its tag as value and its own name as label.</summary>
    public bool AreLanguages { get; init; }

    /// <summary>Whether several lines can be typed.</summary>
    public bool Lines { get; init; }

    /// <summary>The markup.</summary>
    /// <param name="errors">What is wrong with the form.</param>
    public Markup Render(IReadOnlyList<FieldError> errors)
    {
        var error = errors.FirstOrDefault(e => e.Field == Name)?.Message;
        var hint = Hint is null ? null : Markup.Of($"""<p class="hint" id="{Name}-hint">{Hint}</p>""");
        var problem = error is null ? null : Markup.Of($"""<p class="problem" id="{Name}-problem">{error}</p>""");
        return Markup.Of($"""
            <div class="field{(error is null ? "" : " wrong")}">
            <label for="{Name}">{Label}</label>
            {hint}{problem}
            {Input(error is not null)}
            </div>

            """);
    }

    private Markup Input(bool wrong)
    {
        var described = Markup.Of($"""{(wrong ? Markup.Of($""" aria-invalid="true" """) : null)}{Describe(wrong)}""");
        if (Choices is not null)
            return Markup.Of($"""<select id="{Name}" name="{Name}"{described}>{Choices.Select(Choice)}</select>""");
        if (Lines)
            return Markup.Of($"""<textarea id="{Name}" name="{Name}" rows="3" spellcheck="false"{described}>{Value}</textarea>""");
        var type = Type == "number" ? Markup.Of($"""type="text" inputmode="numeric" """) : Markup.Of($"""type="{Type}" """);
        return Markup.Of($"""<input id="{Name}" name="{Name}" {type}value="{Value}" autocomplete="{AutoComplete}" spellcheck="false"{described}>""");
    }

    private Markup? Describe(bool wrong) => (Hint is not null, wrong) switch
    {
        (true, true) => Markup.Of($""" aria-describedby="{Name}-problem {Name}-hint" """),
        (true, false) => Markup.Of($""" aria-describedby="{Name}-hint" """),
        (false, true) => Markup.Of($""" aria-describedby="{Name}-problem" """),
        _ => null,
    };

    private Markup Choice(KeyValuePair<string, string> choice)
    {
        // So that a screen reader says each in its own tongue.
        var language = AreLanguages && choice.Key.Length > 0 && choice.Key != choice.Value ? Markup.Of($""" lang="{choice.Key}" """) : null;
        return choice.Key == Value
            ? Markup.Of($"""<option value="{choice.Key}"{language} selected>{choice.Value}</option>""")
            : Markup.Of($"""<option value="{choice.Key}"{language}>{choice.Value}</option>""");
    }
}
