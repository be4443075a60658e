namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>The clock of the timers, for tests. Not the app's own <see cref="TimeProvider"/>, which the official host does not read.</summary>
internal sealed record TimerClock(TimeProvider Time);
