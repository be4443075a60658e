using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using FunctionsHost.Protocol;
using Grpc.Core;

namespace FunctionsHost;

/// <summary>The app's process, and the conversation with it.</summary>
internal sealed class Worker : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> _toWorker = Channel.CreateUnbounded<StreamingMessage>();
    private readonly TaskCompletionSource<string> _started = NewSource<string>();
    private readonly TaskCompletionSource<WorkerInitResponse> _initialized = NewSource<WorkerInitResponse>();
    private readonly TaskCompletionSource<FunctionMetadataResponse> _functions = NewSource<FunctionMetadataResponse>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<FunctionLoadResponse>> _loads = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InvocationResponse>> _invocations = new();

    /// <summary>Where the worker serves HTTP.</summary>
    public Uri HttpUri { get; private set; } = null!;

    /// <summary>Starts the app in its folder.</summary>
    /// <param name="folder">What <c>dotnet publish</c> made.</param>
    /// <param name="port">Where this host listens for the worker.</param>
    public static Process Start(string folder, int port)
    {
        string id = Guid.NewGuid().ToString();
        string request = Guid.NewGuid().ToString();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(folder, "Functions.dll"),
                "--host", "127.0.0.1", "--port", $"{port}", "--workerId", id, "--requestId", request, "--grpcMaxMessageLength", $"{int.MaxValue}",
                "--functions-uri", $"http://127.0.0.1:{port}/", "--functions-worker-id", id, "--functions-request-id", request,
                "--functions-grpc-max-message-length", $"{int.MaxValue}",
            ])
        {
            WorkingDirectory = folder,
        };
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        start.Environment.Remove("ASPNETCORE_URLS");
        return Process.Start(start)!;
    }

    /// <summary>Initializes the worker and loads all functions.</summary>
    /// <param name="folder">The app's folder.</param>
    /// <exception cref="InvalidOperationException">The worker refused; its words are in the message.</exception>
    public async Task<IReadOnlyList<HostedFunction>> LoadAsync(string folder)
    {
        await _started.Task;
        Send(new StreamingMessage { WorkerInitRequest = new() { HostVersion = "4.1045.200", FunctionAppDirectory = folder, WorkerDirectory = folder } });
        var initialized = await _initialized.Task;
        Check(initialized.Result, "initialize");
        HttpUri = new Uri(initialized.Capabilities["HttpUri"]);

        Send(new StreamingMessage { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } });
        var answer = await _functions.Task;
        Check(answer.Result, "list functions");
        List<HostedFunction> functions = [.. answer.FunctionMetadataResults.Select(m => new HostedFunction(m))];
        foreach (var function in functions)
        {
            _loads[function.Metadata.FunctionId] = NewSource<FunctionLoadResponse>();
            Send(new StreamingMessage { FunctionLoadRequest = new() { FunctionId = function.Metadata.FunctionId, Metadata = function.Metadata } });
        }

        foreach (var function in functions)
        {
            Check((await _loads[function.Metadata.FunctionId].Task).Result, $"load {function.Name}");
        }

        return functions;
    }

    /// <summary>Asks for one run, waits for its end, and sends what it gave for queues.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(HostedFunction function, InvocationRequest request, CancellationToken cancellation)
    {
        var answer = _invocations[request.InvocationId] = NewSource<InvocationResponse>();
        await using var cancelled = cancellation.Register(() => Send(new StreamingMessage { InvocationCancel = new() { InvocationId = request.InvocationId } }));
        request.TraceContext = new RpcTraceContext { TraceParent = Activity.Current?.Id ?? "" };
        Send(new StreamingMessage { InvocationRequest = request });
        var response = await answer.Task;
        if (response.Result.Status != StatusResult.Types.Status.Success)
        {
            Console.WriteLine($"Error: {function.Name}: {response.Result.Exception?.Message} {response.Result.Exception?.StackTrace}");
            return false;
        }

        await QueueBindings.SendAsync(function, response);
        return true;
    }

    /// <summary>Asks the worker to end.</summary>
    public void Terminate() => Send(new StreamingMessage { WorkerTerminate = new() });

    /// <inheritdoc/>
    public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        try
        {
            await Task.WhenAll(SendAllAsync(responseStream, context.CancellationToken), ReceiveAllAsync(requestStream, context.CancellationToken));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The worker is gone; whoever watches its process ends the host.
        }
    }

    private async Task SendAllAsync(IServerStreamWriter<StreamingMessage> stream, CancellationToken gone)
    {
        await foreach (var message in _toWorker.Reader.ReadAllAsync(gone))
        {
            await stream.WriteAsync(message, gone);
        }
    }

    private async Task ReceiveAllAsync(IAsyncStreamReader<StreamingMessage> stream, CancellationToken gone)
    {
        await foreach (var message in stream.ReadAllAsync(gone))
        {
            Receive(message);
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.StartStream:
                _started.TrySetResult(message.StartStream.WorkerId);
                break;
            case StreamingMessage.ContentOneofCase.WorkerInitResponse:
                _initialized.TrySetResult(message.WorkerInitResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionMetadataResponse:
                _functions.TrySetResult(message.FunctionMetadataResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionLoadResponse:
                _loads[message.FunctionLoadResponse.FunctionId].TrySetResult(message.FunctionLoadResponse);
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse when _invocations.TryRemove(message.InvocationResponse.InvocationId, out var waiting):
                waiting.TrySetResult(message.InvocationResponse);
                break;
            case StreamingMessage.ContentOneofCase.RpcLog when message.RpcLog.Level >= RpcLog.Types.Level.Information:
                Console.WriteLine($"{message.RpcLog.Level}: {message.RpcLog.Category}: {message.RpcLog.Message} {message.RpcLog.Exception?.Message}");
                break;
        }
    }

    private void Send(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        _toWorker.Writer.TryWrite(message);
    }

    private static void Check(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"The worker could not {what}: {result.Exception?.Message} {result.Exception?.StackTrace}");
        }
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
