namespace SignOn;

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record FieldError(string Field, string Message);
