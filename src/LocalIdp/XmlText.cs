using System.Xml;

namespace LocalIdp;

/// <summary>Reads XML with white space kept and DTDs refused.</summary>
internal static class XmlText
{
    private const int MostCharacters = 1024 * 1024;

    public static XmlDocument Load(string xml)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MostCharacters,
        };
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var text = new StringReader(xml);
        using var reader = XmlReader.Create(text, settings);
        document.Load(reader);
        return document;
    }
}
