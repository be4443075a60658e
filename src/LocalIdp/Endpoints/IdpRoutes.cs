using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalIdp;

/// <summary>The table of routes, and what is common to all of them.</summary>
internal static class IdpRoutes
{
    public static void Map(WebApplication app, IdpContext context, MetadataEndpoint metadata)
    {
        var signOn = new SignOnEndpoint(context);
        var tiles = new TileEndpoint(context);
        var logout = new LogoutEndpoint(context);
        var applications = new ApplicationEndpoint(context);

        Map(app, context, "GET", "/", _ => Done(MyAppsPage.Show(context.Options, context.Urls)));
        Map(app, context, "GET", "/idp.css", _ => Done(Stylesheet.Result));
        Map(app, context, "GET", "/{directoryId}/federationmetadata/2007-06/federationmetadata.xml", metadata.Federation);
        Map(app, context, "GET", "/{directoryId}/metadata", metadata.Plain);
        Map(app, context, "GET", "/{directoryId}/saml2", signOn.Redirect);
        Map(app, context, "POST", "/{directoryId}/saml2", signOn.Post);
        Map(app, context, "POST", SignOnEndpoint.PickRoute, signOn.Pick);
        Map(app, context, "GET", "/{directoryId}/saml2/logout", logout.Redirect);
        Map(app, context, "POST", "/{directoryId}/saml2/logout", logout.Post);
        Map(app, context, "GET", "/{directoryId}/saml2/logout/{session}", logout.Start);
        Map(app, context, "GET", "/{directoryId}/myapps/{appId}", tiles.Choose);
        Map(app, context, "POST", "/{directoryId}/myapps/{appId}", tiles.Pick);
        Map(app, context, "GET", "/{directoryId}/apps/{appId}", applications.Show);
        Map(app, context, "GET", "/{directoryId}/apps/{appId}/certificate", applications.Certificate);
        Map(app, context, "POST", "/{directoryId}/apps/{appId}/new-certificate", applications.Roll);
        Map(app, context, "POST", "/{directoryId}/apps/{appId}/token-encryption", applications.Encrypt);
    }

    private static void Map(
        IEndpointRouteBuilder app, IdpContext context, string method, string route, Func<HttpContext, Task<IResult>> handle)
        => app.MapMethods(route, [method], (RequestDelegate)(async http => await (await Answer(context, http, handle)).ExecuteAsync(http)));

    private static Task<IResult> Done(IResult result) => Task.FromResult(result);

    private static async Task<IResult> Answer(IdpContext context, HttpContext http, Func<HttpContext, Task<IResult>> handle)
    {
        try
        {
            CheckDirectory(context, http);
            return await handle(http);
        }
        catch (AadstsException error)
        {
            return Refuse(context, http, error.Message, error.IsNotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException error)
        {
            return Refuse(context, http, error.Message, error.StatusCode);
        }
        catch (InvalidDataException error)
        {
            // A form with too many or too large fields.
            return Refuse(context, http, error.Message, StatusCodes.Status400BadRequest);
        }
    }

    private static void CheckDirectory(IdpContext context, HttpContext http)
    {
        if (http.GetRouteValue("directoryId") is not string id) return;
        if (Guid.TryParse(id, out var guid) && guid == context.Options.DirectoryId) return;
        throw new AadstsException(
            AadstsException.DirectoryNotFound, $"There is no directory '{id}' here. This one is '{context.Options.DirectoryId}'.");
    }

    private static Page Refuse(IdpContext context, HttpContext http, string message, int status)
    {
        var correlationId = Guid.NewGuid();
        Log.Refused(context.Logger, http.Request.Path, message, correlationId);
        return ErrorPage.Show(message, status, correlationId, context.Options.Clock.GetUtcNow());
    }
}
