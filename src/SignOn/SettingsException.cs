namespace SignOn;

/// <summary>A setting of the host is missing or wrong. The message names it and says how to mend it.</summary>
public sealed class SettingsException(string message) : Exception(message);
