using System.Diagnostics.Metrics;
using SignOn;

namespace Functions.Telemetry;

/// <summary>What is looked at each time metrics are collected, instead of being counted. Made only where telemetry is on.</summary>
/// <param name="tenants">Knows which rows did not parse.</param>
/// <param name="keys">Knows the certificates.</param>
/// <param name="clock">The clock.</param>
internal sealed class AppGauges(TenantDirectory tenants, IServiceProviderKeys keys, TimeProvider clock) : IDisposable
{
    private readonly Meter _meter = new(SignOnMetrics.MeterName);
    private volatile ServiceProviderKeyRing? _ring;
    private Task _read = Task.CompletedTask;

    /// <summary>Begins to answer.</summary>
    public void Start()
    {
        _meter.CreateObservableGauge("signon.tenants.broken", () => tenants.BrokenTenants, "{tenant}", "Tenants whose row did not parse when this instance last read it.");
        _meter.CreateObservableGauge("signon.certificate.time_to_expiry", ObserveExpiry, "d", "Days until the certificate expires that signs; negative when it has.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    // A collection must not wait for the vault, so it shows what the one before it asked for.
    private IEnumerable<Measurement<double>> ObserveExpiry()
    {
        if (_read.IsCompleted)
            _read = Task.Run(ReadAsync);
        return _ring is { } ring ? [new Measurement<double>((ring.Active.NotAfter - clock.GetUtcNow()).TotalDays)] : [];
    }

    private async Task ReadAsync()
    {
        try
        {
            _ring = await keys.ReadAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is StorageUnavailableException or SettingsException)
        {
            // Requests meet and report it; an old value is better than none.
        }
    }
}
