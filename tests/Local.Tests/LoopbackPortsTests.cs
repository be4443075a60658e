using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Local.Tests;

public sealed class LoopbackPortsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_taken_port_is_named_together_with_the_option_that_changes_it(string address)
    {
        if (address == "::1" && !Socket.OSSupportsIPv6)
            return;
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var e = Assert.Throws<LocalException>(() => LoopbackPorts.Check(LocalOptions.Parse([]) with { Port = port }));

        Assert.Contains($"Port {port.ToString(CultureInfo.InvariantCulture)} is taken", e.Message, StringComparison.Ordinal);
        Assert.Contains("--port <port>", e.Message, StringComparison.Ordinal);
    }
}
