using System.Net;
using System.Net.Sockets;

namespace TestSupport;

/// <summary>Ports for programs that must be told one before they start.</summary>
public static class FreePort
{
    /// <summary>A port of loopback that is free at this moment. The system hands the same one out again only after all others.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
