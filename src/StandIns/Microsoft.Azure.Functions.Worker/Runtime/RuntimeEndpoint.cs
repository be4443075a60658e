namespace Microsoft.Azure.Functions.Worker.Runtime;

/// <summary>Marks the endpoints that the runtime made, as opposed to those that routing makes for a wrong method.</summary>
internal sealed class RuntimeEndpoint
{
    public static readonly RuntimeEndpoint Marker = new();
}
