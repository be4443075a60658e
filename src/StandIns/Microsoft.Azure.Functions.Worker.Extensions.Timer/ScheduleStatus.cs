namespace Microsoft.Azure.Functions.Worker;

/// <summary>When a timer ran and when it runs next, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last run.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next run.</summary>
    public DateTime Next { get; set; }

    /// <summary>When these values were written.</summary>
    public DateTime LastUpdated { get; set; }
}
