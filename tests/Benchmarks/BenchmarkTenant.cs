using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Data.Tables;
using AzureAdapters;
using LocalIdp;
using SignOn;

namespace Benchmarks;

/// <summary>A customer whose IdP lets any number of people in, each named by a number, without being asked (IdP-initiated).</summary>
internal sealed class BenchmarkTenant : IDisposable
{
    internal const string Id = "contoso";
    internal const string BaseUrl = "https://sso.example";
    internal const string AcsPath = $"/saml/{Id}/acs";
    internal const string MetadataPath = $"/saml/{Id}/metadata";
    internal const string StartPath = $"/saml/{Id}/sso";

    // Long enough that a slow machine can sign many responses before the first is sent.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private readonly X509Certificate2 _certificate = IdpCertificate.Create(DateTimeOffset.UtcNow);
    private readonly string _folder = Directory.CreateTempSubdirectory("benchmark-").FullName;

    /// <summary>Where the app keeps its own key; made by its first start.</summary>
    internal string PfxPath => Path.Combine(_folder, "signing.pfx");

    /// <summary>Writes the tenant's row, as an admin would.</summary>
    internal async Task SeedAsync(string connectionString)
    {
        TenantImportResult imported = TenantImport.FromValues(
            $"https://login.microsoftonline.com/{LocalIdpOptions.DefaultDirectoryId}/saml2", null, null, _certificate.ExportCertificatePem());
        var columns = new Dictionary<string, object>(imported.Columns) { ["AllowIdpInitiated"] = true, ["JustInTime"] = true };
        var store = new TableTenantStore(new TableServiceClient(connectionString));
        await store.TryWriteAsync(Id, new TenantColumns(columns), CancellationToken.None);
    }

    /// <summary>The name by which the IdP knows a person for ever.</summary>
    internal static Guid SubjectOf(int person) => new(person, 0x4f0e, 0x4b39, 0x9e, 0x0d, 0x2c, 0x8b, 0x5f, 0x3e, 0x1a, 0x94);

    /// <summary>Signs. Threads do not share one.</summary>
    internal XmlSignatureOptions NewSignature() => XmlSignatureOptions.From(_certificate);

    /// <summary>A fresh response for a person, as the form that the browser posts.</summary>
    internal static byte[] Sign(int person, XmlSignatureOptions signature)
    {
        var user = new LocalIdpUser
        {
            ObjectId = SubjectOf(person),
            DisplayName = $"Person {person}",
            GivenName = "Person",
            Surname = $"Number {person}",
            UserPrincipalName = $"person{person}@contoso.com",
            Mail = $"person{person}@contoso.com",
        };
        DateTimeOffset now = DateTimeOffset.UtcNow;
        SamlResponseOptions options = new SamlResponseOptions(now) { NameId = $"name-of-{person}", ConfirmationNotOnOrAfter = now + Lifetime }
            .WithAcs(BaseUrl + AcsPath)
            .WithAudiences(BaseUrl + MetadataPath)
            .WithUser(user);
        string xml = XmlSigner.SignResponse(SamlResponseXml.Build(options), SignedParts.Assertion, signature);
        return Encoding.ASCII.GetBytes("SAMLResponse=" + Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml))));
    }

    /// <summary>One fresh response for each person from <paramref name="first"/> on, signed on all cores.</summary>
    internal byte[][] SignAll(int first, int count)
    {
        var forms = new byte[count][];
        Parallel.For(0, count, NewSignature, (i, _, signature) =>
        {
            forms[i] = Sign(first + i, signature);
            return signature;
        }, signature => signature.Key!.Dispose());
        return forms;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
