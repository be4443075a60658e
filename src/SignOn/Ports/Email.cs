namespace SignOn;

/// <summary>A mail to one person, as plain text.</summary>
/// <param name="Id">Names the mail for good; part of its Message-ID.</param>
/// <param name="To">The address.</param>
/// <param name="ToName">The person's name; empty for none.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Lines, each ended by a line feed.</param>
public sealed record Email(Guid Id, string To, string ToName, string Subject, string Body);
