using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SignOn;

namespace Functions.Manage;

/// <summary>A request that the gate let through: who it is, and the form that was checked.</summary>
/// <param name="Admin">Who; null on the ways in.</param>
/// <param name="Session">The admin's session; null on the ways in and for API keys.</param>
/// <param name="TenantId">The tenant of the route, in its one spelling; null without one, or when the text can be no id.</param>
/// <param name="Form">The fields of a POST; empty otherwise.</param>
/// <param name="CorrelationId">The request's id.</param>
internal sealed record ManageVisit(
    Admin? Admin, AdminVisit? Session, string? TenantId, IReadOnlyDictionary<string, StringValues> Form, string CorrelationId)
{
    /// <summary>The path of the request, to mark where in the navigation it is.</summary>
    public string Path { get; init; } = "";

    /// <summary>The file that the form brought, where the route takes one; null without one.</summary>
    public ReadOnlyMemory<byte>? File { get; init; }

    private static readonly object Key = new();

    /// <summary>What the gate left for the function.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="InvalidOperationException">The gate did not see this request.</exception>
    public static ManageVisit Of(HttpRequest request) =>
        request.HttpContext.Items.TryGetValue(Key, out var visit) ? (ManageVisit)visit! : throw new InvalidOperationException("The gate of /manage did not see this request.");

    /// <summary>The admin, where the route lets in nobody else.</summary>
    /// <exception cref="InvalidOperationException">The route lets anybody in.</exception>
    public Admin Who => Admin ?? throw new InvalidOperationException("This route lets anybody in.");

    /// <summary>A field of the form, trimmed; empty when it is missing or there several times.</summary>
    /// <param name="name">The field.</param>
    public string Field(string name) => Form.TryGetValue(name, out var values) && values.Count == 1 ? (values[0] ?? "").Trim() : "";

    internal void Leave(HttpContext http) => http.Items[Key] = this;
}
