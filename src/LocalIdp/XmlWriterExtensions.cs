using System.Globalization;
using System.Xml;

namespace LocalIdp;

/// <summary>Attributes that may be absent.</summary>
internal static class XmlWriterExtensions
{
    public static void WriteOptional(this XmlWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteAttributeString(name, value);
    }

    /// <summary>Milliseconds and a Z, as Entra writes times.</summary>
    public static void WriteOptional(this XmlWriter writer, string name, DateTimeOffset? time)
        => writer.WriteOptional(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
