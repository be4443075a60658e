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
    /// <param name="inARow">How many ports are wanted, from the one that is returned on.</param>
    public static int Take(int inARow = 1)
    {
        while (true)
        {
            // From the port after those that were taken last.
            var first = First + (int)((uint)(Interlocked.Add(ref _next, inARow) - inARow) % (Last - First));
            if (Enumerable.Range(first, inARow).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
