using LocalIdp;

namespace SignOn.Tests.Admins;

public sealed class ListCertificatesTests
{
    private readonly World _world = new();

    private ListCertificates List => new(_world.Tenants, World.Options);

    [Fact]
    public async Task What_ends_soonest_stands_first_among_all_tenants_and_on_every_page()
    {
        // Two certificates a tenant; the soonest end is the last tenant's.
        const int Tenants = 60;
        var certificates = Enumerable.Range(0, 4).Select(i => Convert.ToBase64String(IdpCertificate.Create(World.Start.AddDays(-1 - i)).RawData)).ToList();
        _world.Tenants.Remove("contoso");
        for (var i = 0; i < Tenants; i++)
        {
            _world.Tenants.Put($"t{i:000}", World.Row(("IdpCertificates", $"{certificates[0]};{certificates[i == Tenants - 1 ? 3 : 1 + (i % 2)]}")));
        }

        var (pages, after) = (new List<CertificatePage>(), (string?)null);
        do
        {
            pages.Add(await List.RunAsync(null, after, Stop));
            after = pages[^1].Next;
        }
        while (after is not null);

        Assert.Equal([ListCertificates.PageSize, ListCertificates.PageSize, (2 * Tenants) - (2 * ListCertificates.PageSize)], pages.Select(p => p.Certificates.Count));
        var all = pages.SelectMany(p => p.Certificates).ToList();
        Assert.Equal($"t{Tenants - 1:000}", all[0].TenantId);
        Assert.Equal(all.Select(c => c.NotAfter).Order(), all.Select(c => c.NotAfter));
        Assert.Equal(2 * Tenants, all.Select(c => (c.TenantId, c.Thumbprint)).Distinct().Count());
        Assert.All(pages, p => Assert.Null(p.LastTenant));
    }

    [Fact]
    public async Task A_certificate_that_a_row_holds_twice_is_one_line_and_a_page_of_them_has_no_empty_one_behind_it()
    {
        var certificate = Convert.ToBase64String(IdpCertificate.Create(World.Start.AddDays(-1)).RawData);
        for (var i = 0; i < ListCertificates.PageSize; i++)
        {
            _world.Tenants.Put($"t{i:000}", World.Row(("IdpCertificates", $"{certificate};{certificate}")));
        }

        _world.Tenants.Remove("contoso");
        var page = await List.RunAsync(null, null, Stop);

        Assert.Equal((ListCertificates.PageSize, null), (page.Certificates.Count, page.Next));
        Assert.Equal(ListCertificates.PageSize, page.Certificates.Select(c => c.TenantId).Distinct().Count());
    }

    [Fact]
    public async Task Where_there_are_more_tenants_than_are_read_it_says_up_to_which_and_the_others_are_read_from_there()
    {
        _world.Tenants.Remove("contoso");
        for (var i = 0; i < ListCertificates.MaxTenants; i++)
        {
            // Switched off: looked at, with nothing to show.
            _world.Tenants.Put($"t{i:000}", World.Row(("Enabled", false)));
        }

        Assert.Null((await List.RunAsync(null, null, Stop)).LastTenant);
        _world.Tenants.Put("u", World.Row());
        var first = await List.RunAsync(null, null, Stop);
        var second = await List.RunAsync(first.LastTenant, null, Stop);

        Assert.Empty(first.Certificates);
        Assert.Equal($"t{ListCertificates.MaxTenants - 1:000}", first.LastTenant);
        Assert.Equal("u", Assert.Single(second.Certificates).TenantId);
        Assert.Null(second.LastTenant);
    }
}
