using System.Globalization;
using System.Xml;

namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Reads the answer to Get Messages.</summary>
internal static class QueueMessageReader
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true };

    public static IReadOnlyList<QueueMessage> Read(Stream content)
    {
        var messages = new List<QueueMessage>();
        using var reader = XmlReader.Create(content, Settings);
        while (reader.ReadToFollowing("QueueMessage"))
        {
            using var message = reader.ReadSubtree();
            messages.Add(ReadMessage(message));
        }

        return messages;
    }

    private static QueueMessage ReadMessage(XmlReader reader)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.Read();
        reader.Read();
        while (reader.NodeType == XmlNodeType.Element)
        {
            var name = reader.LocalName;
            values[name] = reader.ReadElementContentAsString();
        }

        return new QueueMessage(
            values["MessageId"],
            values["PopReceipt"],
            int.Parse(values["DequeueCount"], CultureInfo.InvariantCulture),
            values.GetValueOrDefault("MessageText", ""),
            Time("InsertionTime"),
            Time("ExpirationTime"),
            Time("TimeNextVisible"));

        DateTimeOffset Time(string name) =>
            DateTimeOffset.TryParseExact(values.GetValueOrDefault(name), "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : default;
    }
}
