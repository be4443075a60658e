using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FunctionsHost.Protocol;

namespace FunctionsHost;

/// <summary>Queues as triggers and as outputs.</summary>
internal sealed class QueueBindings(Worker worker, QueueSettings settings)
{
    private static readonly TimeSpan Invisible = TimeSpan.FromMinutes(10);

    /// <summary>Starts one function for each message until the host stops.</summary>
    public async Task ListenAsync(HostedFunction function, CancellationToken stop)
    {
        var queue = Client(function.Trigger);
        var poison = queue.Name.EndsWith("-poison", StringComparison.Ordinal) ? null : Client(function.Trigger, "-poison");
        while (!stop.IsCancellationRequested)
        {
            QueueMessage[] messages = [];
            try
            {
                messages = (await queue.ReceiveMessagesAsync(settings.BatchSize, Invisible, stop)).Value;
                await Task.WhenAll(messages.Select(m => ProcessAsync(function, queue, poison, m, stop)));
            }
            catch (Azure.RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
            {
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                Console.WriteLine($"Warning: queue {queue.Name}: {e.Message}");
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (messages.Length == 0)
            {
                await Task.WhenAny(Task.Delay(settings.MaxPollingInterval, stop));
            }
        }
    }

    /// <summary>Sends what a run gave for its queues.</summary>
    public static async Task SendAsync(HostedFunction function, InvocationResponse response)
    {
        foreach (var output in response.OutputData)
        {
            await SendAsync(function.QueueOutput(output.Name), output.Data);
        }

        await SendAsync(function.QueueOutput("$return"), response.ReturnValue);
    }

    private async Task ProcessAsync(HostedFunction function, QueueClient queue, QueueClient? poison, QueueMessage message, CancellationToken stop)
    {
        string text = message.Body.ToString();
        var request = new InvocationRequest
        {
            InvocationId = Guid.NewGuid().ToString(),
            FunctionId = function.Metadata.FunctionId,
            InputData = { new ParameterBinding { Name = function.TriggerName, Data = new TypedData { String = text } } },
            TriggerMetadata =
            {
                ["QueueTrigger"] = new TypedData { String = text },
                ["Id"] = new TypedData { String = message.MessageId },
                ["PopReceipt"] = new TypedData { String = message.PopReceipt },
                ["DequeueCount"] = new TypedData { String = message.DequeueCount.ToString(CultureInfo.InvariantCulture) },
            },
        };
        if (await worker.RunAsync(function, request, stop))
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
        }
        else if (poison is not null && message.DequeueCount >= settings.MaxDequeueCount)
        {
            await SendAsync(poison, text);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
        }
        else if (poison is not null)
        {
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: settings.VisibilityTimeout, cancellationToken: CancellationToken.None);
        }
    }

    private static async Task SendAsync(JsonObject? binding, TypedData? data)
    {
        if (binding is null)
        {
            return;
        }

        foreach (var message in Messages(data))
        {
            await SendAsync(Client(binding), message);
        }
    }

    private static async Task SendAsync(QueueClient queue, string message)
    {
        try
        {
            await queue.SendMessageAsync(message, CancellationToken.None);
        }
        catch (Azure.RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync();
            await queue.SendMessageAsync(message, CancellationToken.None);
        }
    }

    // An array is one message for each item.
    private static IEnumerable<string> Messages(TypedData? data) => data?.DataCase switch
    {
        TypedData.DataOneofCase.String => [data.String],
        TypedData.DataOneofCase.CollectionString => data.CollectionString.String,
        TypedData.DataOneofCase.Json => JsonNode.Parse(data.Json) switch
        {
            null => [],
            JsonArray array => array.OfType<JsonNode>().Select(Text),
            var single => [Text(single)],
        },
        _ => [],
    };

    private static string Text(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? (string)node! : node.ToJsonString();

    private static QueueClient Client(JsonObject binding, string suffix = "")
    {
        string connection = HostedFunction.Text(binding, "connection");
        return new QueueClient(
            Environment.GetEnvironmentVariable($"{connection}__ConnectionString") ?? Environment.GetEnvironmentVariable(connection),
            HostedFunction.Text(binding, "queueName") + suffix,
            new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    }
}
