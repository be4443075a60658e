using System.Text.Json;
using System.Text.Json.Nodes;
using Functions.Manage;
using SignOn;
using TestSupport;

namespace Functions.Tests.Manage;

public sealed class OpenApiTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly JsonObject Document = OpenApiDocument.Create(new Uri("https://sso.example.com"));

    private static readonly DirectoryUser Person = DirectoryUser.Of(new Invitation
    {
        Key = "e-1",
        UserId = Guid.Empty,
        Email = "b.simon@contoso.com",
        CreatedAt = Now,
        Settings = UserSettings.None,
    })!;

    private static readonly SignInRecord Line = new()
    {
        TenantId = "contoso",
        At = Now,
        Event = SignInEvent.Refused,
        CorrelationId = "c",
        Code = "AudienceMismatch",
        Detail = "d",
        Expected = "e",
        Received = "r",
        Notes = ["n"],
    };

    [Fact]
    public void Every_function_of_the_API_is_described_and_nothing_else() => Assert.Equal(
        // HEAD goes with every GET (RFC 9110 9.3.2) and needs no description of its own.
        ManageFunctions.Manage.Where(f => f.Route.StartsWith("manage/api/", StringComparison.Ordinal) && f.Method != "HEAD").Select(f => $"{f.Name} {f.Method} /{f.Route}").Order(StringComparer.Ordinal),
        Described().Order(StringComparer.Ordinal));

    [Fact]
    public void What_changes_a_tenant_is_only_for_keys_that_may_write() => Assert.All(
        ApiOperations.All, o => Assert.Equal(o.Method != "get", ManageRoutes.All[o.Function].Access == ManageAccess.ApiWriters));

    [Fact]
    public async Task A_public_validator_finds_the_document_in_order_and_the_answers_as_it_says() => Assert.Equal("", await OpenApiValidator.FindProblemsAsync(
        Document,
        [
            ("ApiKeyDocument", Json(new ApiKeyDocument("1", "x", null, true), AppJson.Default.ApiKeyDocument)),
            ("ApiTenantDocument", Tenant(("DisplayName", "x"), ("JustInTime", true), ("SessionMaximumMinutes", 60L), ("IdpMetadataRefreshedAt", "2026"), ("Own", "not ours"))),
            ("ApiTenantDocument", Tenant(("JustInTime", "perhaps"), ("SessionMaximumMinutes", "many"), ("UrlStyle", "none"))),
            ("ApiTenantsDocument", Json(new ApiTenantsDocument([new ApiTenantLine("a", "b", "works")], null), AppJson.Default.ApiTenantsDocument)),
            ("ApiTenantsDocument", Json(new ApiTenantsDocument([], "a"), AppJson.Default.ApiTenantsDocument)),
            ("ApiSetupLinksDocument", Json(new ApiSetupLinksDocument([Link(null)]), AppJson.Default.ApiSetupLinksDocument)),
            ("ApiSetupLinkDocument", Json(Link("https://sso.example.com/manage/link?token=x"), AppJson.Default.ApiSetupLinkDocument)),
            ("ApiSignInsDocument", Json(ApiSignInsDocument.Of(new SignInList([Line], "a")), AppJson.Default.ApiSignInsDocument)),
            ("ApiUserDocument", Json(ApiUserDocument.Of(Person), AppJson.Default.ApiUserDocument)),
            ("ApiUsersDocument", Json(new ApiUsersDocument([ApiUserDocument.Of(Person)], "a"), AppJson.Default.ApiUsersDocument)),
            ("ApiUserRequest", new JsonObject { ["email"] = "b.simon@contoso.com", ["settings"] = new JsonObject { ["name"] = "B.Simon" } }),
            ("ApiUserSettings", new JsonObject { ["roles"] = new JsonArray("Admin") }),
            ("ApiUserSettings", Json(ApiUserSettings.Of(Person.Settings), AppJson.Default.ApiUserSettings)),
            ("ApiSetupLinkRequest", new JsonObject { ["name"] = "IT", ["days"] = 7, ["mayReplace"] = true }),
            ("ApiTenantRequest", new JsonObject { ["settings"] = new JsonObject { ["JustInTime"] = false } }),
            ("ApiTraceDocument", Json(ApiTraceDocument.Of([Line]), AppJson.Default.ApiTraceDocument)),
            ("ProblemDocument", Json(new ProblemDocument("urn:x", "t", 404, "d", "c"), AppJson.Default.ProblemDocument)),
            ("ProblemDocument", Json(new ProblemDocument("urn:x", "t", 422, "d", "c") { Errors = [new ApiColumnError("a", "b")] }, AppJson.Default.ProblemDocument)),
        ],
        TestContext.Current.CancellationToken));

    [Fact]
    public async Task The_validator_tells_what_is_not_as_the_document_says()
    {
        var broken = (JsonObject)Document.DeepClone();
        broken.Remove("info");

        var told = await OpenApiValidator.FindProblemsAsync(
            broken,
            [
                ("ApiKeyDocument", new JsonObject { ["id"] = "1" }),
                ("TenantSettings", new JsonObject { ["Misspelt"] = "x" }),
                ("ApiUserSettings", new JsonObject { ["email"] = "x" }),
                ("ApiUserRequest", new JsonObject { ["settings"] = new JsonObject() }),
                ("ApiSetupLinkRequest", new JsonObject { ["name"] = "IT" }),
            ],
            TestContext.Current.CancellationToken);

        Assert.Contains("document: ", told, StringComparison.Ordinal);
        Assert.Contains("ApiKeyDocument: data must have required property 'name'", told, StringComparison.Ordinal);
        Assert.Contains("TenantSettings: data must NOT have additional properties", told, StringComparison.Ordinal);
        Assert.Contains("ApiUserSettings: data must NOT have additional properties", told, StringComparison.Ordinal);
        Assert.Contains("ApiUserRequest: data must have required property 'email'", told, StringComparison.Ordinal);
        Assert.Contains("ApiSetupLinkRequest: data must have required property 'days'", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_update_of_a_tenant_needs_a_version() => Assert.All(
        ApiOperations.All.Where(o => o.Path.EndsWith("{tenant}", StringComparison.Ordinal) && o.Method != "get"), o => Assert.True(o.NeedsVersion));

    [Fact]
    public void Every_editable_column_is_in_the_schema_of_settings() => Assert.Equal(
        TenantColumnTable.All.Where(c => !TenantColumnTable.IsKept(c)).Select(c => c.Name).Order(StringComparer.Ordinal),
        Document["components"]!["schemas"]!["TenantSettings"]!["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Described() =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select $"{operation.Value!["operationId"]} {operation.Key.ToUpperInvariant()} {path.Key}";

    private static ApiSetupLinkDocument Link(string? url) => ApiSetupLinkDocument.Of(
        new AdminGrant
        {
            Kind = AdminGrantKind.SetupLink,
            Id = "1",
            Name = "IT",
            TenantId = "contoso",
            SecretHash = "",
            CreatedAt = Now,
            CreatedBy = "x",
            ExpiresAt = Now.AddDays(1),
            Steps = new Dictionary<SetupStep, DateTimeOffset> { [SetupStep.Values] = Now },
        },
        Now,
        url);

    private static JsonNode Tenant(params (string Column, object Value)[] columns)
    {
        var row = new TenantColumns(columns.ToDictionary(c => c.Column, c => c.Value), "e");
        return Json(ApiTenantDocument.Of(TenantOverview.Of(new StoredTenant("contoso", row), new Uri("https://sso.example.com"), DateTimeOffset.UnixEpoch), row, [new SharedDomain("x.example", ["other"]).ToWarning()]), AppJson.Default.ApiTenantDocument);
    }

    private static JsonNode Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!;
}
