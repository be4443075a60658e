namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function takes.</summary>
public class TimerInfo
{
}
