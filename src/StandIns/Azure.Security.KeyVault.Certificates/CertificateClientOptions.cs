using Azure.Core;

namespace Azure.Security.KeyVault.Certificates;

/// <summary>Settings of a client: retries, transport and diagnostics come from <see cref="ClientOptions"/>.</summary>
public class CertificateClientOptions : ClientOptions
{
    /// <summary>Settings that speak one version of the service's protocol.</summary>
    /// <param name="version">The version.</param>
    public CertificateClientOptions(ServiceVersion version = ServiceVersion.V7_6) => Version = version;

    /// <summary>The version of the service's protocol.</summary>
    public ServiceVersion Version { get; }

    /// <summary>
    /// Whether a vault may ask for a token for a resource whose domain its own host name does not lie in. Off: such a vault gets no token.
    /// </summary>
    public bool DisableChallengeResourceVerification { get; set; }

    /// <exception cref="ArgumentException">There is no such version.</exception>
    internal string VersionString => Version switch
    {
        ServiceVersion.V7_0 => "7.0",
        ServiceVersion.V7_1 => "7.1",
        ServiceVersion.V7_2 => "7.2",
        ServiceVersion.V7_3 => "7.3",
        ServiceVersion.V7_4 => "7.4",
        ServiceVersion.V7_5 => "7.5",
        ServiceVersion.V7_6 => "7.6",
        _ => throw new ArgumentException($"There is no version {Version} of the Key Vault API."),
    };

    /// <summary>The versions of the service's protocol that the client speaks.</summary>
    public enum ServiceVersion
    {
        /// <summary>7.0.</summary>
        V7_0,

        /// <summary>7.1.</summary>
        V7_1,

        /// <summary>7.2.</summary>
        V7_2,

        /// <summary>7.3.</summary>
        V7_3,

        /// <summary>7.4.</summary>
        V7_4,

        /// <summary>7.5.</summary>
        V7_5,

        /// <summary>7.6.</summary>
        V7_6,
    }
}
