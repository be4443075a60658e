using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Turns on ASP.NET Core for HTTP functions.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>
    /// Lets HTTP functions take an <c>HttpRequest</c> and return an <c>IResult</c>. Middleware added before this call runs outside of
    /// the response: it sees no HTTP context, and the response has left when its turn comes again.
    /// </summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        if (builder.TryMapHttp(HttpEndpoints.Map))
        {
            builder.Services.AddSingleton<IParameterSource, HttpRequestSource>();
            builder.Use(HttpMiddleware.Wrap);
        }

        return builder;
    }
}
