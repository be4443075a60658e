namespace Microsoft.Azure.Functions.Worker;

/// <summary>An error of the worker itself.</summary>
public class FunctionWorkerException : Exception
{
    /// <summary>An error with a message.</summary>
    public FunctionWorkerException(string? message)
        : base(message)
    {
    }

    /// <summary>An error with a message and its cause.</summary>
    public FunctionWorkerException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
