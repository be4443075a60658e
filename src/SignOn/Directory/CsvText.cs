using System.Text;

namespace SignOn;

/// <summary>Reads CSV as RFC 4180 has it. Lines may also end with a line feed alone, and empty ones are passed over.</summary>
internal sealed class CsvText(string text, char separator)
{
    private int _at;
    private int _line = 1;

    /// <summary>Reads all records, until one is broken.</summary>
    /// <param name="problem">What is wrong and on which line; null when nothing is.</param>
    public List<CsvRecord> Read(out (int Line, string Message)? problem)
    {
        var records = new List<CsvRecord>();
        problem = null;
        while (_at < text.Length && problem is null)
        {
            var line = _line;
            var fields = new List<string>();
            problem = ReadRecord(fields);
            if (problem is null && !(fields.Count == 1 && fields[0].Length == 0))
            {
                records.Add(new CsvRecord(line, fields));
            }
        }

        return records;
    }

    private (int, string)? ReadRecord(List<string> fields)
    {
        while (true)
        {
            var problem = _at < text.Length && text[_at] == '"' ? ReadQuoted(fields) : ReadPlain(fields);
            if (problem is not null)
            {
                return problem;
            }

            if (_at == text.Length)
            {
                return null;
            }

            if (text[_at++] == separator)
            {
                continue;
            }

            // A line's end; CR LF counts as one.
            if (text[_at - 1] == '\r' && _at < text.Length && text[_at] == '\n')
            {
                _at++;
            }

            _line++;
            return null;
        }
    }

    private (int, string)? ReadPlain(List<string> fields)
    {
        var start = _at;
        while (_at < text.Length && text[_at] != separator && text[_at] is not ('\r' or '\n'))
        {
            if (text[_at++] == '"')
            {
                return (_line, "A quotation mark stands within a field. Put the whole field into quotation marks, and double those inside: \"the \"\"big\"\" one\".");
            }
        }

        fields.Add(text[start.._at]);
        return null;
    }

    private (int, string)? ReadQuoted(List<string> fields)
    {
        var (begin, field) = (_line, new StringBuilder());
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != '"')
            {
                _line += text[_at] == '\n' || (text[_at] == '\r' && (_at + 1 == text.Length || text[_at + 1] != '\n')) ? 1 : 0;
                field.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                field.Append(text[_at++]);
            }
            else
            {
                _at++;
                fields.Add(field.ToString());
                return _at == text.Length || text[_at] == separator || text[_at] is '\r' or '\n'
                    ? null
                    : (_line, "Text follows a closing quotation mark. Only a separator or the line's end may.");
            }
        }

        return (begin, "A quotation mark is opened here and never closed.");
    }
}
