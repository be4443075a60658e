namespace Azure.Security.KeyVault.Certificates;

/// <summary>Fetches pages one after another while the vault gives a link to the next.</summary>
internal sealed class VersionPages(Func<string, Task<Page<CertificateProperties>>> fetch) : AsyncPageable<CertificateProperties>
{
    public override async IAsyncEnumerable<Page<CertificateProperties>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}
