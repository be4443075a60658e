namespace LocalIdp;

/// <summary>The accounts that the pretend directory has when no others are given.</summary>
public static class SampleUsers
{
    /// <summary>The test user of Microsoft's tutorials.</summary>
    public static LocalIdpUser BSimon { get; } = new()
    {
        ObjectId = new Guid("6f5d2a1c-3b7e-4c0a-9d84-1e2f3a4b5c60"),
        DisplayName = "B.Simon",
        GivenName = "Britta",
        Surname = "Simon",
        UserPrincipalName = "B.Simon@contoso.com",
        Mail = "B.Simon@contoso.com",
        Groups = [GroupId(1), GroupId(2)],
        Roles = ["User"],
    };

    /// <summary>Has an administrator's role, no mailbox and no group.</summary>
    public static LocalIdpUser Ana { get; } = new()
    {
        ObjectId = new Guid("b1c9d2e4-58a7-4f36-8a21-7c0d9e1f2a3b"),
        DisplayName = "Ana Ruiz",
        GivenName = "Ana",
        Surname = "Ruiz",
        UserPrincipalName = "ana.ruiz@contoso.com",
        Roles = ["Admin", "User"],
    };

    /// <summary>Is in more groups than Entra puts into an assertion.</summary>
    public static LocalIdpUser ManyGroups { get; } = new()
    {
        ObjectId = new Guid("0d7c4b3a-92f1-4e58-b6a0-5f4e3d2c1b0a"),
        DisplayName = "Min-jun Park (in 200 groups)",
        GivenName = "Min-jun",
        Surname = "Park",
        UserPrincipalName = "m.park@contoso.com",
        Mail = "m.park@contoso.com",
        Groups = Groups(200),
        Roles = ["User"],
    };

    /// <summary>Comes from a domain that is not contoso.com: a guest.</summary>
    public static LocalIdpUser Guest { get; } = new()
    {
        ObjectId = new Guid("e4a8f6c2-1d3b-4a97-8c5e-0b9a7f6d5c4e"),
        DisplayName = "Zoë O'Neill <guest>",
        GivenName = "Zoë",
        Surname = "O'Neill",
        UserPrincipalName = "zoe@fabrikam.example",
        Mail = "zoe@fabrikam.example",
    };

    /// <summary>Is assigned to no application.</summary>
    public static LocalIdpUser Unassigned { get; } = new()
    {
        ObjectId = new Guid("5b2e8d70-6c1f-4d3a-b9e4-3f7a1c0d8e92"),
        DisplayName = "Noor Haddad (not assigned)",
        GivenName = "Noor",
        Surname = "Haddad",
        UserPrincipalName = "noor.haddad@contoso.com",
        Mail = "noor.haddad@contoso.com",
        IsAssigned = false,
    };

    /// <summary>All sample accounts, B.Simon first.</summary>
    public static IReadOnlyList<LocalIdpUser> All { get; } = [BSimon, Ana, ManyGroups, Guest, Unassigned];

    /// <summary>That many different group GUIDs, the same ones on every call.</summary>
    public static IReadOnlyList<string> Groups(int count) => [.. Enumerable.Range(1, count).Select(GroupId)];

    private static string GroupId(int number)
        => new Guid(number, 0x6c1d, 0x4e2f, 0x8a, 0x3b, 0x90, 0x12, 0x5d, 0x7e, 0x4f, 0x61).ToString();
}
