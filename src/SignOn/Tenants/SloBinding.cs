namespace SignOn;

/// <summary>What a browser brings to the IdP when its person signs out.</summary>
public enum SloBinding
{
    /// <summary>Nothing: the address is a page for people.</summary>
    Plain,

    /// <summary>A LogoutRequest in the address (HTTP-Redirect).</summary>
    Redirect,

    /// <summary>A LogoutRequest in a form (HTTP-POST).</summary>
    Post,
}
