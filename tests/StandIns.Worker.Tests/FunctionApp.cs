using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StandIns.Worker.Tests;

/// <summary>A function app with classes and a host.json of the test's choice, on a free port.</summary>
internal sealed class FunctionApp : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("function-app-").FullName;
    private IHost? _host;

    private FunctionApp(IReadOnlyList<Type> classes, string? hostJson)
    {
        if (hostJson is not null) File.WriteAllText(Path.Combine(_directory, "host.json"), hostJson);
        Builder = new FunctionsApplicationBuilder([], new FunctionSource(() => classes, _directory));
        Builder.Configuration["urls"] = "http://127.0.0.1:0";
        Builder.Logging.ClearProviders();
        Builder.Services.AddSingleton<Probe>();
    }

    public FunctionsApplicationBuilder Builder { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public IHost Host => _host ?? throw new InvalidOperationException("The app was not started.");

    public Probe Probe => Host.Services.GetRequiredService<Probe>();

    public static FunctionApp Of(string? hostJson, params Type[] classes) => new(classes, hostJson);

    public FunctionApp With(string key, string value)
    {
        Builder.Configuration[key] = value;
        return this;
    }

    public FunctionApp WithHttp()
    {
        Builder.ConfigureFunctionsWebApplication();
        return this;
    }

    public async Task<FunctionApp> StartAsync()
    {
        _host = Builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
        var addresses = _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Http.BaseAddress = new Uri(addresses.Addresses.Single());
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }
}
