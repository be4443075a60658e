namespace Local;

/// <summary>What a run notes down about itself in the data folder, for commands beside it and for the run after it.</summary>
/// <param name="ProcessId">The process of the run.</param>
/// <param name="Address">What it is, for a sentence: the app's address, or the command.</param>
/// <param name="StoragePort">First port of its storage; null: it does not run yet, or is not for others.</param>
/// <param name="Children">What it started.</param>
internal sealed record RunRecord(int ProcessId, string Address, int? StoragePort, IReadOnlyList<ChildProcess> Children);
