namespace Functions.Http;

/// <summary>Why a body is not the form that is wanted. The names are shown to browsers as codes.</summary>
internal enum FormProblem
{
    /// <summary>No problem.</summary>
    None,

    /// <summary>The content type is not application/x-www-form-urlencoded: 415.</summary>
    ContentTypeUnsupported,

    /// <summary>The body or a part of it is larger than the limit: 413.</summary>
    BodyTooLarge,

    /// <summary>The body is no well-formed form, or names a field twice that must be single: 400.</summary>
    FormMalformed,
}
