using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Local.Tests;

public sealed class LoopbackPortsTests
{
    [Fact]
    public void A_taken_port_is_named_together_with_the_option_that_changes_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var e = Assert.Throws<LocalException>(() => LoopbackPorts.Check(LocalOptions.Parse([]) with { Port = port }));

        Assert.Contains($"Port {port.ToString(CultureInfo.InvariantCulture)} is taken", e.Message, StringComparison.Ordinal);
        Assert.Contains("--port <port>", e.Message, StringComparison.Ordinal);
    }
}
