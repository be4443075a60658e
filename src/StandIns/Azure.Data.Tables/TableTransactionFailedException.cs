using System.Collections;
using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused because of one of its actions; none of them took effect.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Wraps the refusal of the one action.</summary>
    /// <param name="requestFailedException">The refusal, with the service's status, error code and data.</param>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (DictionaryEntry entry in requestFailedException.Data)
        {
            Data.Add(entry.Key, entry.Value);
        }

        if (Data[ErrorDetails.FailedEntity] is string text && int.TryParse(text, CultureInfo.InvariantCulture, out var index))
        {
            FailedTransactionActionIndex = index;
        }
    }

    /// <summary>The position of the refused action, from 0; <see langword="null"/> when the service did not name it.</summary>
    public int? FailedTransactionActionIndex { get; }
}
