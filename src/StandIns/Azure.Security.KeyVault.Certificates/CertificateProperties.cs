using System.Buffers.Text;
using System.ComponentModel;
using System.Text.Json;

namespace Azure.Security.KeyVault.Certificates;

/// <summary>What a vault says about one version of a certificate.</summary>
public class CertificateProperties
{
    internal CertificateProperties(JsonElement json)
    {
        Id = new Uri(json.GetProperty("id").GetString());
        VaultUri = new Uri(Id.GetLeftPart(UriPartial.Authority));

        // <vault>/certificates/<name>/<version>
        var path = Id.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.Length is not (2 or 3) || path[0] != "certificates")
        {
            throw new InvalidDataException($"The vault names a certificate '{Id}', which is not of the form <vault>/certificates/<name>/<version>.");
        }

        Name = path[1];
        Version = path.Length == 3 ? path[2] : null;
        if (json.TryGetProperty("x5t", out var thumbprint) && thumbprint.GetString() is { } text)
        {
            X509Thumbprint = Base64Url.DecodeFromChars(text);
        }

        if (json.TryGetProperty("attributes", out var attributes))
        {
            Enabled = attributes.TryGetProperty("enabled", out var enabled) ? enabled.GetBoolean() : null;
            NotBefore = Time(attributes, "nbf");
            ExpiresOn = Time(attributes, "exp");
            CreatedOn = Time(attributes, "created");
            UpdatedOn = Time(attributes, "updated");
        }
    }

    /// <summary>The version's address.</summary>
    public Uri Id { get; internal set; }

    /// <summary>The certificate's name.</summary>
    public string Name { get; internal set; }

    /// <summary>The vault's address.</summary>
    public Uri VaultUri { get; internal set; }

    /// <summary>The version's id: 32 hexadecimal digits.</summary>
    public string Version { get; internal set; }

    /// <summary>SHA-1 of the certificate, 20 bytes; a name, no proof of anything.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public byte[] X509Thumbprint { get; internal set; }

    /// <summary>Whether the version may be used. A disabled one is listed, but its secret cannot be read.</summary>
    public bool? Enabled { get; set; }

    /// <summary>When the certificate begins to be valid.</summary>
    public DateTimeOffset? NotBefore { get; internal set; }

    /// <summary>When the certificate ceases to be valid.</summary>
    public DateTimeOffset? ExpiresOn { get; internal set; }

    /// <summary>When the version was made.</summary>
    public DateTimeOffset? CreatedOn { get; internal set; }

    /// <summary>When the version was last changed.</summary>
    public DateTimeOffset? UpdatedOn { get; internal set; }

    private static DateTimeOffset? Time(JsonElement attributes, string name) =>
        attributes.TryGetProperty(name, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64()) : null;
}
