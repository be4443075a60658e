using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Harness;

/// <summary>
/// A wire between the app and the storage emulator that can be looked at and cut. It passes everything on as it is; signatures of
/// storage requests cover the path and not the host, so they stay valid.
/// </summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Host", "Keep-Alive", "Transfer-Encoding", "Content-Length" };

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly ConcurrentQueue<StorageOperation> _operations = new();
    private readonly Dictionary<int, (StorageService Service, Uri Target)> _routes = [];
    private WebApplication? _app;
    private ImmutableList<StorageFault> _faults = [];

    private StorageProxy()
    {
    }

    /// <summary>What to give the app in place of the emulator's own connection string.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Every operation so far, in the order of arrival, refused ones included.</summary>
    public IReadOnlyList<StorageOperation> Operations => [.. _operations];

    /// <summary>Starts to listen on free ports.</summary>
    /// <param name="connectionString">The emulator's own.</param>
    public static async Task<StorageProxy> StartAsync(string connectionString)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var proxy = new StorageProxy();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AllowSynchronousIO = false);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, NoLifetime>();
        proxy._app = builder.Build();
        proxy._app.Run(proxy.PassAsync);
        await proxy._app.StartAsync();
        var ports = proxy._app.Urls.Select(url => new Uri(url).Port).ToArray();
        proxy._routes.Add(ports[0], (StorageService.Table, new Uri(parts["TableEndpoint"])));
        proxy._routes.Add(ports[1], (StorageService.Queue, new Uri(parts["QueueEndpoint"])));
        parts["TableEndpoint"] = $"http://127.0.0.1:{ports[0]}/{parts["AccountName"]}";
        parts["QueueEndpoint"] = $"http://127.0.0.1:{ports[1]}/{parts["AccountName"]}";
        proxy.ConnectionString = string.Concat(parts.Select(p => $"{p.Key}={p.Value};"));
        return proxy;
    }

    /// <summary>Lets something go wrong until the result is disposed of, or until it happened that often.</summary>
    public StorageFault Inject(StorageFaultKind kind, Func<StorageOperation, bool> when, int times = int.MaxValue)
    {
        var fault = new StorageFault(when, kind, times, gone => ImmutableInterlocked.Update(ref _faults, all => all.Remove(gone)));
        ImmutableInterlocked.Update(ref _faults, all => all.Add(fault));
        return fault;
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _http.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        var (service, target) = _routes[http.Connection.LocalPort];
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var rawTarget = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var operation = new StorageOperation(service, http.Request.Method, rawTarget, Encoding.UTF8.GetString(body.ToArray()));
        _operations.Enqueue(operation);
        var fault = _faults.FirstOrDefault(f => f.TryTake(operation));
        if (fault is not null && await fault.PlayBeforeAsync(http))
        {
            return;
        }

        using var answer = await ForwardAsync(http, new Uri(target.GetLeftPart(UriPartial.Authority) + rawTarget, Exactly), body.ToArray());
        if (answer is null || fault is { Kind: StorageFaultKind.LoseAnswer })
        {
            http.Abort();
            return;
        }

        await AnswerAsync(http, answer);
    }

    private static UriCreationOptions Exactly => new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Null when the emulator is not there.</summary>
    private async Task<HttpResponseMessage?> ForwardAsync(HttpContext http, Uri uri, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), uri);
        if (http.Request.ContentLength is not null || body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var (name, values) in http.Request.Headers.Where(h => !HopByHop.Contains(h.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        try
        {
            return await _http.SendAsync(request, http.RequestAborted);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task AnswerAsync(HttpContext http, HttpResponseMessage answer)
    {
        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !HopByHop.Contains(h.Key)))
        {
            http.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
