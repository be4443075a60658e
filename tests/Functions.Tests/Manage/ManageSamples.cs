using System.Text.Json;
using Functions.Manage;
using Functions.Manage.Guide;
using Functions.Manage.Pages;
using Functions.Manage.Settings;
using Microsoft.Extensions.Configuration;
using SignOn;

namespace Functions.Tests.Manage;

/// <summary>What the admins' pages show, with an attempt to break in wherever text of others can stand.</summary>
internal static class ManageSamples
{
    public const string Attack = "\"'><script>alert(1)</script>";
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public static readonly ManageVisit Nobody = new(null, null, null, new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(), "c");

    public static readonly ManageVisit Operator = Visit(new Admin.Operator(Attack, Attack)) with { TenantId = Attack, Path = "/manage/tenants/" + Attack };

    public static readonly TenantOverview Contoso = new()
    {
        Id = Attack,
        DisplayName = Attack,
        EmailDomains = Attack,
        State = TenantState.Broken,
        Errors = [new TenantRowError(Attack, Attack)],
        Warnings = [new TenantRowError(Attack, Attack)],
        Addresses = new TenantAddresses(Attack, Attack, Attack, Attack, Attack),
    };

    public static readonly TenantColumns Row = new(TenantForm.Editable().ToDictionary(c => c.Name, _ => (object)Attack), Attack);

    public static readonly Dictionary<string, string> NoValues = [];

    public static readonly Dictionary<string, string> OtherValues = TenantForm.Editable().ToDictionary(c => c.Name, _ => Attack + "2");

    public static readonly TenantForm Form = TenantForm.Of(Row);

    public static readonly GuideState Guide = new(Contoso, Row, IdpPresets.All[0], new Dictionary<SetupStep, DateTimeOffset> { [SetupStep.Values] = Now }, IdpIsOpen: true);

    public static readonly IdpReading Reading = new(
        ImportIdp.Written.ToDictionary(c => c.Name, _ => (object)Attack), [new(Attack, Attack, Now, Now.AddDays(1)), new(Attack, Attack, Now, Now.AddDays(-1))], [], [Attack]);

    public static readonly AdminGrant Grant = new()
    {
        Kind = AdminGrantKind.ApiKey,
        Id = Attack,
        Name = Attack,
        TenantId = Attack,
        SecretHash = "",
        CreatedAt = Now,
        CreatedBy = Attack,
        ExpiresAt = Now.AddDays(1),
    };

    public static readonly AdminGrant EmergencyGrant = Grant with { Kind = AdminGrantKind.EmergencyLink, Emergency = new EmergencyLink(Attack, Attack, Attack, Now) };

    public static readonly EmergencyAccess Emergency = new()
    {
        TenantId = Attack,
        Id = Attack,
        Reason = Attack,
        OpenedBy = Attack,
        OpenedAt = Now,
        EndsAt = Now.AddHours(1),
    };

    public static readonly Tenant Working = new()
    {
        Id = Attack,
        DisplayName = Attack,
        Enabled = true,
        UrlStyle = UrlStyle.Standard,
        EntityId = Attack,
        AssertionConsumerUrl = Attack,
        SignOnUrl = Attack,
        MetadataUrl = Attack,
        IdentityProvider = new Saml.IdentityProvider(Attack, []),
        IdpSsoUrl = Attack,
        SingleLogoutUrl = Attack,
        LandingUrl = Attack,
        SessionMaximum = TimeSpan.FromHours(1),
        AttributeMap = null!,
    };

    public static readonly User WorkingUser = new()
    {
        Key = Attack,
        UserId = Guid.Empty,
        Status = UserStatus.Active,
        Issuer = Attack,
        Subject = Attack,
        CreatedAt = Now,
        UpdatedAt = Now,
        ETag = Attack,
        Facts = new UserFacts { Email = Attack, FirstName = Attack, LastName = Attack, DisplayName = Attack, Roles = [Attack] },
        Settings = new UserSettings { DisplayName = Attack, Language = Attack, IdeLanguage = Attack, Profile = Attack },
    };

    public static readonly DirectoryUser Works = DirectoryUser.Of(WorkingUser)!;

    public static readonly DirectoryUser Person = DirectoryUser.Of(WorkingUser with { Status = UserStatus.Pending })!;

    public static readonly DirectoryUser Invited = DirectoryUser.Of(new Invitation
    {
        Key = Attack,
        UserId = Guid.Empty,
        Email = Attack,
        CreatedAt = Now,
        ETag = Attack,
        Settings = new UserSettings { DisplayName = Attack, RolesPolicy = RolesPolicy.Fixed, Roles = [Attack] },
    })!;

    public static readonly MailMarker Marker = new()
    {
        Key = Attack,
        InvitationKey = Attack,
        To = MailTo.User,
        MailId = Guid.Empty,
        CorrelationId = Attack,
        CreatedAt = Now,
        SentAt = Now,
        FailedAt = Now,
    };

    public static readonly UserForm UserTyped = new(Attack + "2", Attack, Attack, Attack, Attack, Attack);
    public static readonly GrantForm Typed = new(Attack, Attack, Attack, Attack, Attack);
    public static readonly FieldError[] Errors = [new("name", Attack), new("days", Attack), new("nowhere", Attack)];
    public static readonly SignInRecord Attempt = new()
    {
        TenantId = Attack,
        At = Now,
        Event = SignInEvent.Refused,
        CorrelationId = Attack,
        Code = "AudienceMismatch",
        Clause = Attack,
        Detail = Attack,
        Expected = Attack,
        Received = Attack,
        Issuer = Attack,
        CertificateThumbprint = Attack,
        UserKey = Attack,
        Notes = [Attack],
        Trace = JsonSerializer.Serialize(new SignInTrace
        {
            Now = Now,
            Settings = new TraceSettings { EntityId = Attack, ReplyUrl = Attack, IdpEntityId = Attack },
            Waiting = [Attack],
            Message = new TraceMessage
            {
                Issuer = Attack,
                Destination = Attack,
                Request = Attack,
                Status = Attack,
                HasAssertion = true,
                HasNameId = true,
                NameIdFormat = Attack,
                AssertionSignature = new TraceSignature(Attack, Attack, Attack),
                Audiences = [[Attack]],
                Attributes = [new TraceAttribute(Attack, 1)],
            },
        }, JsonSerializerOptions.Web),
    };

    public static readonly CheckResult[] Checks = [new(AttemptCheck.Audience, CheckState.Failed) { Code = Attack, Expected = Attack, Received = Attack, Note = Attack }];

    public static readonly SignOn.TestResult Tested = new()
    {
        Attempt = Attempt,
        Checks = Checks,
        Attributes = [new Saml.SamlAttribute(Attack, Attack, [Attack])],
        NameId = new Saml.NameId(Attack, Attack, Attack, Attack),
        Map = new AttributeMap { Subject = [Attack], FirstName = [], LastName = [], DisplayName = [], Email = [Attack], Roles = [Attack], Groups = [], RoleNames = NoValues, GroupRoles = NoValues },
        User = new TestUser(TestUserKind.Found, Attack, WorkingUser.Facts, [Attack]),
        Warnings = [Attack],
    };

    public static readonly AuditRecord Change = new()
    {
        At = Now,
        Actor = Attack,
        Action = AuditAction.Other,
        TenantId = Attack,
        Target = Attack,
        CorrelationId = "c",
        Changes = [new(Attack, Attack, Attack + "2"), new(Attack, null, Attack)],
    };

    public static ManageVisit Visit(Admin admin) =>
        Nobody with { Admin = admin, Session = new AdminVisit(admin, "token") };

    public static AdminOptions Options(string? key) => AdminOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Manage:BootstrapKey"] = key,
        ["Manage:OperatorTenant"] = key is null ? null : "operators",
    }).Build());
}
