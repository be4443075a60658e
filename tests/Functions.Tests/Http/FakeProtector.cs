using System.Globalization;
using SignOn;

namespace Functions.Tests.Http;

/// <summary>Protects nothing, readably.</summary>
internal sealed class FakeProtector : IPendingRequestProtector
{
    public int Unprotected { get; private set; }

    public ValueTask<string> ProtectAsync(PendingRequest request, CancellationToken cancellationToken) => new(Protect(request));

    public static string Protect(PendingRequest request) =>
        $"{request.TenantId}~{request.RequestId}~{request.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";

    public async ValueTask<PendingRequest?> UnprotectAsync(string value, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Unprotected++;
        var parts = value.Split('~');
        return parts.Length == 3 && long.TryParse(parts[2], CultureInfo.InvariantCulture, out var seconds)
            ? new PendingRequest(parts[0], parts[1], null, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
    }
}
