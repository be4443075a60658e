namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>The function has ended well and an HTTP response may have left, but an output could not be sent.</summary>
internal sealed class OutputFailedException(string message, Exception innerException) : FunctionWorkerException(message, innerException);
