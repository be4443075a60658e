using System.Globalization;
using System.Text;
using System.Xml;

namespace Azure.Data.Tables;

/// <summary>Writes values as OData literals, so that a value never becomes syntax.</summary>
internal static class QueryFilter
{
    public static string Create(FormattableString filter)
    {
        if (filter is null)
        {
            return null;
        }

        var literals = new object[filter.ArgumentCount];
        for (var i = 0; i < literals.Length; i++)
        {
            literals[i] = Literal(filter.GetArgument(i), i);
        }

        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    public static string Escape(string value) => value.Replace("'", "''", StringComparison.Ordinal);

    private static string Literal(object value, int position) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"'{Escape(text)}'",
        char letter => $"'{Escape(letter.ToString())}'",
        StringBuilder text => $"'{Escape(text.ToString())}'",
        long number => string.Create(CultureInfo.InvariantCulture, $"{number}L"),
        ulong number => string.Create(CultureInfo.InvariantCulture, $"{number}L"),
        sbyte or byte or short or ushort or int or uint or float or double or decimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        Guid id => $"guid'{id}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData bytes => $"X'{Convert.ToHexString(bytes)}'",
        DateTimeOffset time => $"datetime'{XmlConvert.ToString(time.UtcDateTime, XmlDateTimeSerializationMode.RoundtripKind)}'",
        DateTime time => $"datetime'{XmlConvert.ToString(time.ToUniversalTime(), XmlDateTimeSerializationMode.RoundtripKind)}'",
        _ => throw new ArgumentException($"Argument {position} of the filter is of type {value.GetType()}, which has no OData literal."),
    };
}
