namespace Functions.Health;

/// <summary>Which dependencies answer.</summary>
/// <param name="Storage">Table Storage.</param>
/// <param name="Keys">The signing keys: Key Vault, or the file on a laptop.</param>
public readonly record struct HealthState(bool Storage, bool Keys)
{
    /// <summary>Whether the app can sign people in.</summary>
    public bool IsReady => Storage && Keys;
}
