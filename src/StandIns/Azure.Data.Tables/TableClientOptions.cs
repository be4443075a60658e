using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// Settings of a client: retries (<see cref="ClientOptions.Retry"/>), transport and diagnostics come from
/// <see cref="ClientOptions"/>.
/// </summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Settings that speak one version of the service's protocol.</summary>
    /// <param name="serviceVersion">The version.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version.</exception>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) =>
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };

    internal string VersionString { get; }

    /// <summary>The versions of the service's protocol that the client speaks.</summary>
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06, the first with Microsoft Entra ID.</summary>
        V2020_12_06 = 2,
    }
}
