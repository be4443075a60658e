namespace SignOn;

/// <summary>What came of an operator's wish about emergency access.</summary>
public enum EmergencyOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>Nothing was done: it is open already.</summary>
    OpenAlready,

    /// <summary>Nothing was done: it is not open, or another opening than the one that was seen.</summary>
    NotOpen,

    /// <summary>Nothing was done: only people who have signed in before, and whose account works, can be let in.</summary>
    NoSuchUser,

    /// <summary>Nothing was done: the link with this id was made before. The same form came in twice.</summary>
    MadeAlready,
}
