namespace Microsoft.Azure.Functions.Worker.Middleware;

#pragma warning disable CA1711 // The official name.
/// <summary>The rest of an invocation's pipeline.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
#pragma warning restore CA1711
