using Functions.Html;
using SignOn;

namespace Functions.Manage.Parts;

/// <summary>What is wrong with a form, above it: each line leads to its field. Browsers begin there, with keyboard and screen reader.</summary>
internal static class ErrorSummary
{
    /// <summary>The markup; nothing without errors.</summary>
    /// <param name="errors">What is wrong.</param>
    /// <param name="fields">The form's fields, for their labels.</param>
    public static Markup Render(IReadOnlyList<FieldError> errors, IEnumerable<Field> fields)
    {
        if (errors.Count == 0)
            return Markup.Empty;
        var labels = fields.ToDictionary(f => f.Name, f => f.Label, StringComparer.Ordinal);
        return Markup.Of($"""
            <div class="notice" role="alert" aria-labelledby="errors-heading" tabindex="-1" autofocus>
            <h2 id="errors-heading">Please mend this</h2>
            <ul>{errors.Select(e => Line(e, labels.GetValueOrDefault(e.Field)))}</ul>
            </div>
            """);
    }

    // No template hole may start an address, so that none can lead elsewhere: '#' is part of the template.
    private static Markup Line(FieldError error, string? label) => label is null
        ? Markup.Of($"<li>{error.Message}</li>")
        : Markup.Of($"""<li><a href="#{error.Field}">{label}</a>: {error.Message}</li>""");
}
