using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SignOn.Tests.Telemetry;

/// <summary>Hears what the domain traces and measures in the flow of one test: other tests run at the same time.</summary>
internal sealed class Telemetry : IDisposable
{
    private static readonly ActivitySource TestSource = new("SignOn.Tests");
    private readonly ActivityListener _traces = new();
    private readonly MeterListener _metrics = new();
    private readonly AsyncLocal<bool> _mine = new() { Value = true };
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measurements = new();
    private readonly Activity _root;

    public Telemetry()
    {
        _traces.ShouldListenTo = source => source.Name is SignOnActivities.SourceName or "SignOn.Tests";
        _traces.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded;
        _traces.ActivityStopped = activity =>
        {
            if (_mine.Value && activity.Source.Name == SignOnActivities.SourceName)
            {
                _activities.Enqueue(activity);
            }
        };
        ActivitySource.AddActivityListener(_traces);
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SignOnMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _metrics.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        _metrics.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        _metrics.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        _metrics.Start();
        _root = TestSource.StartActivity("test")!;
    }

    public ActivityTraceId TraceId => _root.TraceId;

    public IReadOnlyCollection<Activity> Activities => _activities;

    public IEnumerable<(double Value, string Tags)> Of(string name) => _measurements.Where(m => m.Name == name).Select(m => (m.Value, m.Tags));

    public Activity Only(string name) => Assert.Single(_activities, a => a.OperationName == name);

    /// <summary>Everything that could leave the process.</summary>
    public string Text => string.Join('\n', _measurements) + '\n' + string.Join('\n', _activities.Select(a =>
        $"{a.DisplayName} {a.StatusDescription} {string.Join(", ", a.TagObjects)} {string.Join(", ", a.Baggage)} {string.Join(", ", a.Events.Select(e => e.Name + string.Join(", ", e.Tags)))} {a.TraceStateString}"));

    public void Dispose()
    {
        _root.Dispose();
        _metrics.Dispose();
        _traces.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_mine.Value)
        {
            _measurements.Enqueue((instrument.Name, value, string.Join(",", tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
        }
    }
}
