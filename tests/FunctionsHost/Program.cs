using System.Globalization;
using System.Net;
using FunctionsHost;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Forwarder;

// What the Functions host is to a published app on Microsoft's worker, where that host cannot be had. In the app's folder:
// FunctionsHost --port 7071. Enough for tests: no leases of long runs, no keys, no scaling, and queues are polled at a fixed pace.
int port = int.Parse(args[1], CultureInfo.InvariantCulture);
string folder = Environment.CurrentDirectory;
using var stop = new CancellationTokenSource();
var worker = new Worker();

var rpcBuilder = WebApplication.CreateSlimBuilder();
rpcBuilder.Logging.ClearProviders();
rpcBuilder.Services.AddGrpc(o => { o.MaxReceiveMessageSize = null; o.MaxSendMessageSize = null; });
rpcBuilder.Services.AddSingleton(worker);
rpcBuilder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
await using var rpc = rpcBuilder.Build();
rpc.MapGrpcService<Worker>();
await rpc.StartAsync();

using var process = Worker.Start(folder, new Uri(rpc.Urls.Single()).Port);
try
{
    var loading = worker.LoadAsync(folder);
    if (await Task.WhenAny(loading, process.WaitForExitAsync()) != loading)
    {
        return process.ExitCode;
    }

    var functions = await loading;

    var queues = new QueueBindings(worker, QueueSettings.Read(folder));
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.Services.AddRouting();
    builder.Services.AddHttpForwarder();
    builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(port));
    await using var app = builder.Build();
    using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    new HttpFrontEnd(worker, app.Services.GetRequiredService<IHttpForwarder>(), client).Map(app, functions);
    await app.StartAsync();
    foreach (var function in functions)
    {
        if (function.IsStartedBy("queueTrigger")) _ = queues.ListenAsync(function, stop.Token);
        if (function.IsStartedBy("timerTrigger")) _ = TimerTriggers.ListenAsync(function, worker, stop.Token);
    }

    Console.WriteLine($"The app listens on port {port}.");
    await Task.WhenAny(process.WaitForExitAsync(), app.WaitForShutdownAsync());
    stop.Cancel();
    worker.Terminate();
    return process.HasExited ? process.ExitCode : 0;
}
catch (Exception e) when (e is IOException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync($"{e}");
    return 1;
}
finally
{
    // It would outlive this host, and hold its ports.
    process.Kill();
}
