using System.Security.Cryptography.X509Certificates;
using Saml.Tests.Support;

namespace Saml.Tests.Vectors;

/// <summary>A response that xmlsec1 signed or encrypted, and the sidecar that says what must come of it.</summary>
internal sealed class Vector
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "vectors");
    private static readonly Lazy<ServiceProviderKey> OurKey = new(() =>
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(Path.Combine(Folder, "keys", "sp.crt.pem"), Path.Combine(Folder, "keys", "sp.key.pem"));
        return TestKeys.Own(certificate);
    });

    private readonly Dictionary<string, string> _sidecar;

    private Vector(string name)
    {
        Document = File.ReadAllBytes(Path.Combine(Folder, "responses", name + ".xml"));
        _sidecar = File.ReadLines(Path.Combine(Folder, "responses", name + ".expect"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Path.Combine(Folder, "responses"), "*.xml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public byte[] Document { get; }

    /// <summary>Null when it must be accepted.</summary>
    public SamlError? Refusal => _sidecar["result"] == "accepted" ? null : Enum.Parse<SamlError>(_sidecar["result"]);

    public string NameId => _sidecar["name-id"];

    public static Vector Load(string name) => new(name);

    /// <summary>The tenant that the vectors are for.</summary>
    public ResponseScenario Scenario()
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Folder, "keys", _sidecar["key"] + ".crt.pem"));
        return ResponseScenario.Entra.At(TimeSpan.FromMinutes(1)).Expecting(_ => new ResponseExpectations
        {
            IdentityProvider = new IdentityProvider("https://idp.example/tenant/", [TestKeys.Key(certificate)]),
            EntityId = "https://sp.example/metadata",
            AssertionConsumerUrl = "https://sp.example/acs",
            RequestIds = ["_q"],
            DecryptionKeys = [OurKey.Value],
        });
    }
}
