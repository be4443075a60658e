namespace EndToEnd.Tests.Harness;

/// <summary>What goes wrong.</summary>
public enum StorageFaultKind
{
    /// <summary>The connection breaks before storage has seen the request.</summary>
    Refuse,

    /// <summary>Storage does what it is asked for, but the connection breaks before the answer.</summary>
    LoseAnswer,

    /// <summary>The request never arrives and no answer comes, until the client gives up.</summary>
    Swallow,

    /// <summary>The queue looks empty, so that no queue function runs.</summary>
    NoMessages,

    /// <summary>Storage answers only after <see cref="StorageFault.SlowBy"/>: shows what waits for what.</summary>
    Slow,
}
