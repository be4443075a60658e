using System.Buffers;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Writes a row as JSON with an <c>odata.type</c> for each value whose type JSON cannot tell.</summary>
internal static class RowWriter
{
    public static void Write(IBufferWriter<byte> output, TableEntity entity)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        foreach (var (name, value) in (IDictionary<string, object>)entity)
        {
            // The service keeps both itself and refuses or ignores what it is sent.
            if (name is not (PropertyNames.ETag or PropertyNames.Timestamp))
            {
                WriteProperty(json, name, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        if (TypeOf(value) is { } type)
        {
            json.WriteString(name + PropertyNames.TypeSuffix, type);
        }

        json.WritePropertyName(name);
        WriteValue(json, name, value);
    }

    private static string TypeOf(object value) => value switch
    {
        byte[] or BinaryData => "Edm.Binary",
        long or ulong => "Edm.Int64",
        double => "Edm.Double",
        Guid => "Edm.Guid",
        DateTimeOffset or DateTime => "Edm.DateTime",
        _ => null,
    };

    private static void WriteValue(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteStringValue(FormattableString.Invariant($"{number}")); break;
            case ulong number: json.WriteStringValue(FormattableString.Invariant($"{number}")); break;
            case double number when double.IsNaN(number): json.WriteStringValue("NaN"); break;
            case double number: json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            case DateTimeOffset time: WriteTime(json, time.UtcDateTime); break;
            case DateTime { Kind: DateTimeKind.Utc } time: WriteTime(json, time); break;
            case DateTime time: throw new NotSupportedException($"The property '{name}' is a time of kind {time.Kind}; it must be UTC.");
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case BinaryData bytes: json.WriteBase64StringValue(bytes.ToMemory().Span); break;
            default: throw new NotSupportedException($"The property '{name}' is of type {value.GetType()}, which a table cannot hold.");
        }
    }

    private static void WriteTime(Utf8JsonWriter json, DateTime time) =>
        json.WriteStringValue(FormattableString.Invariant($"{time:yyyy-MM-ddTHH:mm:ss.fffffffZ}"));
}
