using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a function app: services, configuration, logging and middleware.</summary>
/// <remarks>
/// The stand-in plays the host as well: it listens at <c>ASPNETCORE_URLS</c>, or at http://localhost:7071 as the host does on a laptop.
/// </remarks>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private const string DefaultAddress = "http://localhost:7071";

    private readonly WebApplicationBuilder _web;
    private readonly PipelineBuilder _pipeline = new();
    private readonly FunctionSource _source;
    private Action<WebApplication, HostSettings>? _mapHttp;
    private bool _built;

    internal FunctionsApplicationBuilder(string[]? args, FunctionSource source)
    {
        _source = source;
        _web = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT"),
        });
        AddRuntime(_web.Services);
    }

    /// <summary>Values that extensions share while the app is built.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>The configuration: settings files, environment variables, command line.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>Where the app runs.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>The logging providers.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>The metrics listeners.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>The services.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>Builds the app. Can be called once.</summary>
    /// <exception cref="InvalidOperationException">The app was built already.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;

        var settings = HostSettings.Load(_source.Directory, Configuration);
        var table = FunctionTable.Discover(_source.Types());
        foreach (var function in table.Functions)
        {
            function.Trigger.Validate(function, settings);
            foreach (var output in function.Outputs) output.Plugin.Validate(function, settings);
        }

        Services.AddSingleton(settings);
        Services.AddSingleton(table);
        if (!HasAddress()) _web.WebHost.UseUrls(DefaultAddress);

        var app = _web.Build();
        Map(app, table, settings);
        return app;
    }

    /// <summary>Replaces the container.</summary>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory,
        Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>Adds a step inside those added before.</summary>
    /// <exception cref="InvalidOperationException">The app was built already.</exception>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _pipeline.Use(middleware);
        return this;
    }

    /// <summary>Says how HTTP functions become endpoints; false when that was said before.</summary>
    internal bool TryMapHttp(Action<WebApplication, HostSettings> map)
    {
        if (_mapHttp is not null) return false;

        _mapHttp = map;
        return true;
    }

    private void AddRuntime(IServiceCollection services)
    {
        services.AddRouting(); // The slim builder leaves the regex constraint out; the host has it.
        services.AddSingleton(_pipeline);
        services.AddSingleton<ParameterBinder>();
        services.AddSingleton<FunctionExecutor>();
        services.AddSingleton<FunctionRunner>();
        services.AddSingleton<AdminEndpoint>();
        services.AddHostedService<ListenerService>();
        services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
    }

    private void Map(WebApplication app, FunctionTable table, HostSettings settings)
    {
        if (_mapHttp is null && table.Functions.FirstOrDefault(f => f.Trigger.BindingType == "httpTrigger") is { } function)
        {
            throw new FunctionWorkerException(
                $"{function.Where} has an HTTP trigger. Call ConfigureFunctionsWebApplication() on the builder before Build().");
        }

        app.UseRouting();
        app.Use(HideWrongMethods);
        AdminEndpoint.Map(app, app.Services.GetRequiredService<AdminEndpoint>());
        _mapHttp?.Invoke(app, settings);
    }

    // The host treats the method as part of the route: a wrong one is 404, where ASP.NET Core's routing would say 405.
    private static Task HideWrongMethods(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<RuntimeEndpoint>() is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private bool HasAddress() =>
        !string.IsNullOrEmpty(Configuration[WebHostDefaults.ServerUrlsKey])
        || !string.IsNullOrEmpty(Configuration[WebHostDefaults.HttpPortsKey])
        || Configuration.GetSection("Kestrel:Endpoints").Exists();

    private void ThrowIfBuilt()
    {
        if (_built) throw new InvalidOperationException("The app was built already.");
    }
}
