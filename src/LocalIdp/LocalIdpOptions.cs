using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace LocalIdp;

/// <summary>How to start a <see cref="LocalIdpServer"/>.</summary>
public sealed record LocalIdpOptions
{
    /// <summary>The directory id that is used when none is given; fixed, so that subjects outlive restarts.</summary>
    public static readonly Guid DefaultDirectoryId = new("7a1f0c52-64d8-4b39-9e0d-2c8b5f3e1a94");

    /// <summary>Port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// <c>127.0.0.1</c> or <c>localhost</c>. Browsers treat the two as different sites: with the default the POST to an
    /// application on localhost is cross-site, as it is from the real Entra ID, and SameSite cookies behave as in production.
    /// </summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The directory (Entra tenant) that this server plays.</summary>
    public Guid DirectoryId { get; init; } = DefaultDirectoryId;

    /// <summary>Name of the organisation on the pages.</summary>
    public string DirectoryName { get; init; } = "Contoso";

    /// <summary>Registered applications.</summary>
    public IReadOnlyList<LocalIdpApplication> Applications { get; init; } = [];

    /// <summary>Accounts to choose from.</summary>
    public IReadOnlyList<LocalIdpUser> Users { get; init; } = SampleUsers.All;

    /// <summary>
    /// Certificate with private key (RSA or EC) that signs assertions; null uses one from <see cref="KeyFolder"/> or makes one.
    /// </summary>
    public X509Certificate2? SigningCertificate { get; init; }

    /// <summary>More certificates that the metadata publishes and that sign nothing yet: a rollover under way.</summary>
    public IReadOnlyList<X509Certificate2> NextCertificates { get; init; } = [];

    /// <summary>Folder that keeps the keys between starts (mode 0700, files 0600); null keeps them in memory only.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where log lines go; null drops them. The caller disposes it.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
