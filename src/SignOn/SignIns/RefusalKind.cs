namespace SignOn;

/// <summary>Which kind of answer a refusal calls for.</summary>
public enum RefusalKind
{
    /// <summary>404: no such tenant. A disabled tenant looks the same from outside.</summary>
    NotFound,

    /// <summary>503: this tenant's settings are broken; an admin must mend them.</summary>
    Misconfigured,

    /// <summary>400: the message is not what the binding or the schema says.</summary>
    BadMessage,

    /// <summary>413: the message is larger than the engine's limit.</summary>
    TooLarge,

    /// <summary>403: the message is readable, and it does not sign anybody in.</summary>
    Refused,
}
