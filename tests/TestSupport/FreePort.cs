using System.Net;
using System.Net.Sockets;

namespace TestSupport;

/// <summary>Ports for programs that must be told one before they start.</summary>
public static class FreePort
{
    // Below those that the system hands out by itself (32768 and up on Linux, 49152 elsewhere): nobody takes one between here and the program's start.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>A port of loopback that is free at this moment. This process hands the same one out again only after all others.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % (Last - First));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }
}
