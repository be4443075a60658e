namespace SignOn;

/// <summary>What a <see cref="UsedId"/> identifies.</summary>
public enum UsedIdKind
{
    /// <summary>A request of ours.</summary>
    Request,

    /// <summary>An IdP's assertion.</summary>
    Assertion,

    /// <summary>An IdP's signed response.</summary>
    Response,

    /// <summary>An IdP's logout request.</summary>
    LogoutRequest,
}
