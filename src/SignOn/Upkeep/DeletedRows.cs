namespace SignOn;

/// <summary>How much a clean-up deleted.</summary>
/// <param name="UsedIds">Used IDs.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="SignIns">Lines of the audit trail.</param>
/// <param name="MoreWaits">Whether the run stopped at its bound, so that the next run has work left.</param>
public sealed record DeletedRows(int UsedIds, int Sessions, int SignIns, bool MoreWaits);
