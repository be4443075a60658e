using SignOn;

namespace Functions.Health;

/// <summary>Which dependencies answer.</summary>
/// <param name="Storage">Table Storage.</param>
/// <param name="Keys">The signing keys: Key Vault, or the file on a laptop.</param>
/// <param name="KeysProblem">What is wrong with the keys, also while a copy of them is in use; null: nothing. For operators.</param>
public readonly record struct HealthState(bool Storage, bool Keys, KeyProblem? KeysProblem = null)
{
    /// <summary>Whether the app can sign people in.</summary>
    public bool IsReady => Storage && Keys;
}
