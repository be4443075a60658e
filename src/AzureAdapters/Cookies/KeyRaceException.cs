namespace AzureAdapters;

/// <summary>Another instance stored a key since this one read the table, so what this one decided is out of date: read again.</summary>
internal sealed class KeyRaceException() : Exception("Another instance stored a key of the request cookies at the same moment.");
