using Microsoft.AspNetCore.Http;

namespace Functions.Http;

/// <summary>Sends a status and nothing else. Like every result of ours it has nothing public, see <see cref="JsonResult"/>.</summary>
internal sealed class StatusResult(int status) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
