namespace SignOn;

/// <summary>
/// Reads users from CSV: a line of headings, then one line for each user. Fields are separated by commas, or by semicolons or tabs where the
/// headings are, as spreadsheets of some countries write it; some say so in a line of their own, 'sep=;'. What spreadsheets leave of cells
/// that were emptied, a line of separators alone or columns without a heading at the end, is nothing.
/// </summary>
internal static class UserFile
{
    public const int MaxUsers = 1_000;
    public const int MaxCharacters = 256 * 1024;
    private const int MaxProblems = 100;

    /// <summary>Headings and the fields of <see cref="UserForm"/> that they stand for.</summary>
    private static readonly string[] Headings = ["name", "email", "ide-language", "language", "profile", "roles"];

    // The first of them that stands among the headings separates.
    private static readonly char[] Separators = [',', ';', '\t'];

    private static readonly string[] Needed = ["name", "email"];

    /// <summary>Reads a file and checks each line for itself and against the lines above.</summary>
    public static (List<ImportLine> Lines, List<ImportProblem> Problems) Read(string text)
    {
        // A mark at the beginning says that this is UTF-8 (Unicode 23.8); it belongs to no field.
        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        if (text.Contains('\uFFFD'))
        {
            return Broken(1 + text.AsSpan(0, text.IndexOf('\uFFFD')).Count('\n'), "From here on the file is not UTF-8. Save it as 'CSV UTF-8' and try again.");
        }

        if (text.Length > MaxCharacters)
        {
            return Broken(1, $"The file has more than {MaxCharacters / 1024} KiB. Split it into several.");
        }

        var first = text[..(text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length)];
        var says = first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length == 5 && Separators.Contains(first[4]);
        var separator = says ? first[4] : Separators.FirstOrDefault(s => first.Contains(s, StringComparison.Ordinal), Separators[0]);
        var records = new CsvText(text, separator).Read(out var problem);
        if (problem is { } broken)
        {
            return Broken(broken.Line, broken.Message);
        }

        records = [.. records.Skip(says ? 1 : 0).Where(r => r.Fields.Any(f => !string.IsNullOrWhiteSpace(f)))];

        if (records.Count == 0)
        {
            return Broken(1, $"The file is empty. Its first line names the columns: {string.Join(',', Headings)}.");
        }

        var (columns, problems) = ReadHeadings(WithoutEmptyEnd(records[0], 0));
        if (problems.Count > 0)
        {
            return ([], problems);
        }

        return records.Count - 1 > MaxUsers
            ? Broken(records[MaxUsers + 1].Line, $"From here on there are more than {MaxUsers} users. Split the file into several.")
            : ReadUsers(records, columns);
    }

    private static (List<ImportLine>, List<ImportProblem>) ReadUsers(List<CsvRecord> records, Dictionary<string, int> columns)
    {
        var (lines, problems) = (new List<ImportLine>(), new List<ImportProblem>());
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in records.Skip(1).Select(r => r.Fields.Count <= records[0].Fields.Count ? WithoutEmptyEnd(r, columns.Count) : r))
        {
            if (record.Fields.Count != columns.Count)
            {
                problems.Add(new ImportProblem(
                    record.Line, "", $"This line has {record.Fields.Count} fields, and the headings are {columns.Count}. Put fields with a separator in them into quotation marks."));
                continue;
            }

            string Field(string heading) => columns.TryGetValue(heading, out var at) ? record.Fields[at].Trim() : "";
            var form = new UserForm(Field("name"), Field("email"), Field("ide-language"), Field("language"), Field("profile"), Field("roles"));
            problems.AddRange(form.Check().Select(e => new ImportProblem(record.Line, e.Field, e.Message)));
            if (form.Email.Length > 0 && !seen.TryAdd(UserKeys.ForEmail(form.Email), record.Line))
            {
                problems.Add(new ImportProblem(record.Line, "email", $"This address stands on line {seen[UserKeys.ForEmail(form.Email)]} already. Remove one of the two lines."));
            }

            lines.Add(new ImportLine(record.Line, form));
        }

        return (lines, Shortened(problems));
    }

    private static CsvRecord WithoutEmptyEnd(CsvRecord record, int least)
    {
        var length = record.Fields.Count;
        while (length > least && string.IsNullOrWhiteSpace(record.Fields[length - 1]))
        {
            length--;
        }

        return record with { Fields = [.. record.Fields.Take(length)] };
    }

    private static (Dictionary<string, int> Columns, List<ImportProblem> Problems) ReadHeadings(CsvRecord record)
    {
        var (columns, problems) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<ImportProblem>());
        for (var i = 0; i < record.Fields.Count; i++)
        {
            var typed = record.Fields[i].Trim();
            var heading = typed.ToLowerInvariant().Replace(' ', '-') switch { "e-mail" or "mail" => "email", var other => other };
            if (!Headings.Contains(heading, StringComparer.Ordinal))
            {
                problems.Add(new ImportProblem(record.Line, typed, $"There is no such column. The columns are {string.Join(", ", Headings)}; name and email must be there."));
            }
            else if (!columns.TryAdd(heading, i))
            {
                problems.Add(new ImportProblem(record.Line, typed, "This column is there twice. Remove one."));
            }
        }

        problems.AddRange(Needed.Where(h => !columns.ContainsKey(h))
            .Select(h => new ImportProblem(record.Line, h, "This column is missing. The first line names the columns.")));
        return (columns, Shortened(problems));
    }

    private static List<ImportProblem> Shortened(List<ImportProblem> problems) => problems.Count <= MaxProblems
        ? problems
        : [.. problems.Take(MaxProblems), new ImportProblem(problems[MaxProblems].Line, "", $"There are {problems.Count - MaxProblems} more problems from here on.")];

    private static (List<ImportLine>, List<ImportProblem>) Broken(int line, string message) => ([], [new ImportProblem(line, "", message)]);
}
