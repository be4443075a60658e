using LocalIdp;

namespace EndToEnd.Tests.Harness;

/// <summary>Accounts at the IdP.</summary>
public static class People
{
    /// <summary>The tutorials' test user.</summary>
    public static LocalIdpUser BSimon => SampleUsers.BSimon;

    /// <summary>Somebody else of the same company.</summary>
    public static LocalIdpUser Ana => SampleUsers.Ana;

    /// <summary>Has markup in every field that an IdP lets people or admins fill. Not on the IdP's page: tests answer in this name themselves.</summary>
    public static LocalIdpUser Mallory { get; } = new()
    {
        ObjectId = new Guid("c0ffee00-0000-4000-8000-000000000666"),
        DisplayName = "Mallory \"><script>alert('display')</script>",
        GivenName = "<img src=x onerror=alert('given')>",
        Surname = "'\"><svg/onload=alert('surname')>&amp;",
        UserPrincipalName = "mallory\"onmouseover=\"alert(1)@contoso.com",
        Mail = "<b>mallory</b>@contoso.com",
        Roles = ["<script>alert('role')</script>", "</dd></dl><h1>owned</h1>", "{{7*7}}${7*7}"],
    };
}
