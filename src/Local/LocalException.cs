namespace Local;

/// <summary>Something that the person at the keyboard has to mend. The message says how; a stack trace would not help.</summary>
/// <param name="message">What is wrong and how to mend it.</param>
internal sealed class LocalException(string message) : Exception(message);
