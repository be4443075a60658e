using System.Globalization;
using System.Text.Json.Nodes;

namespace Functions.Manage;

/// <summary>The API's description (OpenAPI 3.1), made from <see cref="ApiOperations"/>, the serializers and the table of a tenant's columns.</summary>
internal static class OpenApiDocument
{
    private static readonly (int Status, string Meaning)[] Always =
    [
        (401, "No valid API key."), (403, "The key does not reach so far, or may not write."), (500, "Our fault; the correlation id finds it in the log."),
        (503, "Storage is not available; Retry-After says when to come back."),
    ];

    private static readonly (int Status, string Meaning)[] OfBodies =
    [
        (400, "The body cannot be read."), (413, "The body is too large."), (415, "The body is of another kind."), (422, "Values will not do; 'errors' names each."),
    ];

    /// <summary>The document.</summary>
    /// <param name="baseUrl">The product's public address.</param>
    public static JsonObject Create(Uri baseUrl)
    {
        var paths = new JsonObject();
        foreach (var path in ApiOperations.All.GroupBy(o => o.Path, StringComparer.Ordinal))
        {
            var item = new JsonObject();
            foreach (var operation in path)
                item[operation.Method] = Describe(operation);
            paths[path.Key] = item;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Administration of tenants",
                ["version"] = "1.0.0",
                ["description"] = "Errors are problem details (RFC 9457). An update names the version that it was made for (If-Match), so nothing is overwritten unseen.",
                ["license"] = new JsonObject { ["name"] = "See the repository" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = baseUrl.GetLeftPart(UriPartial.Authority) }),
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key, made at /manage/keys." } },
                ["schemas"] = OpenApiSchemas.Create(),
            },
        };
    }

    private static JsonObject Describe(ApiOperation operation)
    {
        var description = new JsonObject { ["operationId"] = operation.Function, ["summary"] = operation.Summary, ["responses"] = Responses(operation) };
        if (Parameters(operation) is { Count: > 0 } parameters)
            description["parameters"] = parameters;
        if (operation.Request is { } request)
            description["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(operation.RequestTypes, OpenApiSchemas.Reference(request)) };
        return description;
    }

    private static JsonArray Parameters(ApiOperation operation)
    {
        var parameters = new JsonArray();
        foreach (var name in operation.Path.Split('/').Where(p => p.StartsWith('{')).Select(p => p.Trim('{', '}')))
            parameters.Add((JsonNode)Parameter(name, "path", required: true, MeaningOf(name)));
        foreach (var (name, meaning) in operation.Query)
            parameters.Add((JsonNode)Parameter(name, "query", required: false, meaning));
        if (operation.NeedsVersion)
            parameters.Add((JsonNode)Parameter("If-Match", "header", required: !operation.MakesNew, "The ETag of the version that was read, and not '*'."));
        if (operation.MayBeKnown)
            parameters.Add((JsonNode)Parameter("If-None-Match", "header", required: false, "The ETag of what was read before; the answer is 304 while it stands."));
        if (operation.MakesNew)
            parameters.Add((JsonNode)Parameter("If-None-Match", "header", required: false, "'*' to make something new, in place of If-Match."));
        return parameters;
    }

    private static string MeaningOf(string parameter) => parameter switch
    {
        "tenant" => "The tenant's id.",
        "user" => "The user's key.",
        "link" => "The setup link's id.",
        "correlationId" => "The reference of an error page.",
        _ => throw new InvalidOperationException($"Nobody has said what '{parameter}' is."),
    };

    private static JsonObject Parameter(string name, string place, bool required, string meaning) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = required,
        ["description"] = meaning,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Responses(ApiOperation operation)
    {
        var responses = new JsonObject { [Text(operation.Status)] = Success(operation, "It went well.", isNew: false) };
        if (operation.MakesNew)
            responses["201"] = Success(operation, "It is made.", isNew: true);
        if (operation.MayBeKnown)
            responses["304"] = new JsonObject { ["description"] = "The version of If-None-Match still stands." };
        List<(int Status, string Meaning)> problems = [.. Always];
        if (operation.Conflict is { } conflict)
            problems.Add((409, conflict));
        if (operation.Path.Contains('{', StringComparison.Ordinal))
            problems.Add((404, "There is no such tenant, or nothing of this id."));
        if (operation.Query.Count > 0)
            problems.Add((400, "The query cannot be read."));
        if (operation.Request is not null)
            problems.AddRange(OfBodies);
        if (operation.NeedsVersion)
            problems.AddRange([(412, "It has changed since, or exists already; ETag is the newest version."), (428, "The version is missing.")]);
        foreach (var (status, meaning) in problems.OrderBy(p => p.Status))
        {
            responses[Text(status)] = new JsonObject
            {
                ["description"] = meaning,
                ["content"] = Content(["application/problem+json"], OpenApiSchemas.Reference(AppJson.Default.ProblemDocument)),
            };
        }

        return responses;
    }

    private static JsonObject Success(ApiOperation operation, string meaning, bool isNew)
    {
        var response = new JsonObject { ["description"] = meaning };
        var headers = new JsonObject();
        if (operation.TellsVersion)
            headers["ETag"] = Header("The version, for If-Match.");
        if (operation.TellsLocation || (operation.MakesNew && isNew))
            headers["Location"] = Header("Where it is.");
        if (headers.Count > 0)
            response["headers"] = headers;
        if (operation.Response is { } type)
            response["content"] = Content(ApiBody.Json, OpenApiSchemas.Reference(type));
        return response;
    }

    private static JsonObject Header(string meaning) => new() { ["description"] = meaning, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Content(IReadOnlyList<string> mediaTypes, JsonObject schema) =>
        new(mediaTypes.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject { ["schema"] = schema.DeepClone() })));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
