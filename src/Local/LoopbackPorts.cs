using System.Net;
using System.Net.Sockets;

namespace Local;

/// <summary>Looks at ports of this machine before anything is started on them.</summary>
internal static class LoopbackPorts
{
    /// <summary>Checks all ports of a run.</summary>
    /// <param name="options">The ports.</param>
    /// <exception cref="LocalException">One is taken; the message says which and how to take another.</exception>
    public static void Check(LocalOptions options)
    {
        Check(options.Port, "the app", "--port");
        // 'localhost' is both; many a development server listens on the second alone.
        if (Socket.OSSupportsIPv6)
            Check(options.Port, "the app", "--port", IPAddress.IPv6Loopback);
        Check(options.IdpPort, "the pretend Entra ID", "--idp-port");
        for (var i = 0; i < 3; i++)
            Check(options.StoragePort + i, "storage", "--storage-port");
    }

    private static void Check(int port, string what, string option, IPAddress? address = null)
    {
        if (IsTaken(address ?? IPAddress.Loopback, port))
        {
            throw new LocalException(
                $"Port {port} is taken, and {what} needs it. Stop the program that listens there (an earlier run, perhaps), "
                + $"or choose another port: dotnet run --project src/Local -- {option} <port>. "
                + "With other ports take other data too (--data <folder>), because tenants' rows hold addresses.");
        }
    }

    private static bool IsTaken(IPAddress address, int port)
    {
        using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, port));
            return false;
        }
        catch (SocketException e)
        {
            // A machine without that address has nobody who listens there.
            return e.SocketErrorCode != SocketError.AddressNotAvailable;
        }
    }
}
