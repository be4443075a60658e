using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Reads rows from JSON with minimal metadata.</summary>
internal static class RowReader
{
    /// <summary>Reads a body that is one row.</summary>
    /// <exception cref="JsonException">The body is not one.</exception>
    public static TableEntity ReadOne(Response response)
    {
        var json = new Utf8JsonReader(response.Content.ToMemory().Span);
        json.Read();
        return ReadRow(ref json);
    }

    /// <summary>Reads a body that is <c>{"value":[row,…]}</c>.</summary>
    /// <exception cref="JsonException">The body is not one.</exception>
    public static List<TableEntity> ReadMany(Response response)
    {
        var rows = new List<TableEntity>();
        var json = new Utf8JsonReader(response.Content.ToMemory().Span);
        json.Read();
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = json.ValueTextEquals("value"u8);
            json.Read();
            if (!isRows)
            {
                json.Skip();
                continue;
            }

            Expect(ref json, JsonTokenType.StartArray);
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                rows.Add(ReadRow(ref json));
            }
        }

        return rows;
    }

    private static TableEntity ReadRow(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject);
        var row = new TableEntity();
        List<(string Name, string Type)> types = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            if (name.EndsWith(PropertyNames.TypeSuffix, StringComparison.Ordinal))
            {
                (types ??= []).Add((name[..^PropertyNames.TypeSuffix.Length], json.GetString()));
            }
            else if (name != PropertyNames.Metadata)
            {
                row[name] = ReadValue(ref json);
            }
        }

        // An annotation may stand before or after its value, so values get their types at the end.
        foreach (var (name, type) in types ?? [])
        {
            // Removed first: a property that is text turns a time that is assigned to it into text.
            var text = row.GetString(name) ?? "";
            row.Remove(name);
            row[name] = Convert(type, text);
        }

        if (row[PropertyNames.Timestamp] is string timestamp)
        {
            row.Timestamp = Time(timestamp);
        }

        return row;
    }

    private static object ReadValue(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String: return json.GetString();
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.Null: return null;
            case JsonTokenType.Number:
                return json.TryGetInt32(out var small) ? small : json.TryGetInt64(out var large) ? large : (object)json.GetDouble();
            default: throw new JsonException($"A row's value is a {json.TokenType}.");
        }
    }

    private static object Convert(string type, string text) => type switch
    {
        "Edm.Binary" => System.Convert.FromBase64String(text),
        "Edm.DateTime" => Time(text),
        "Edm.Guid" => Guid.Parse(text),
        "Edm.Int64" => long.Parse(text, CultureInfo.InvariantCulture),
        "Edm.Double" => double.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"The service sent a value of type {type}."),
    };

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (json.TokenType != type)
        {
            throw new JsonException($"Expected {type} but found {json.TokenType}.");
        }
    }
}
