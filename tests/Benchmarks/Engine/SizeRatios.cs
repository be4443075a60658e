using Saml;

namespace Benchmarks.Engine;

/// <summary>Cost and memory by the size of the document, up to the limit.</summary>
internal static class SizeRatios
{
    private const int NoLargeObjectsBelow = 64 * 1024;

    // Groups, each of which makes about 73 octets.
    private static readonly int[] Groups = [1, 40, 155, 370, 790, 1_650, 3_370];

    internal static void Measure(RatioTable table)
    {
        // The smallest has the attributes taken out as well.
        EngineDocument[] documents =
        [
            EngineDocument.Sign(EngineDocument.EntraShaped() with { Attributes = [] }),
            .. Groups.Select(count => EngineDocument.Sign(EngineDocument.EntraShaped(count))),
        ];
        Subject[] subjects = [.. documents.SelectMany((d, i) => (Subject[])[new($"engine {i}", d.Accept), new($"floor {i}", CryptoFloor.Of(d.Form, d.Xml))])];
        SideBySide runs = new SideBySide(subjects) { WarmUp = TimeSpan.FromSeconds(0.7), Rounds = 9, RoundTime = TimeSpan.FromMilliseconds(60) }.Run();
        table.Figure($"By size, up to the limit of {SamlLimits.MaxMessageBytes} octets:");
        table.Figure($"  {"octets",8} {"engine µs",10} {"floor µs",10} {"ratio",6} {"µs per KiB",11} {"allocated",10} {"per octet",10} {"large objects",14}");
        double[] costs = new double[documents.Length];
        for (int i = 0; i < documents.Length; i++)
        {
            EngineDocument document = documents[i];
            costs[i] = runs.Microseconds($"engine {i}");
            long large = LargeObjectOctets(document);
            table.Figure($"  {document.Xml.Length,8} {costs[i],10:0.0} {runs.Microseconds($"floor {i}"),10:0.0} {runs.CpuRatio($"engine {i}", $"floor {i}"),6:0.00} {costs[i] / document.Xml.Length * 1024,11:0.00} {runs.Bytes($"engine {i}"),10} {(double)runs.Bytes($"engine {i}") / document.Xml.Length,10:0.00} {large,14}");
            if (document.Xml.Length < NoLargeObjectsBelow)
            {
                table.Target($"engine-large-objects-at-{document.Xml.Length}", large, 0);
            }
        }

        // Linear: what the last octets cost is no more than what the first ones cost.
        int last = documents.Length - 1;
        table.Target("engine-cost-per-octet-large/small", Slope(last - 1, last) / Slope(1, 4), 1.5);

        double Slope(int from, int to) => (costs[to] - costs[from]) / (documents[to].Xml.Length - documents[from].Xml.Length);
    }

    /// <summary>What a verification puts on the large-object heap: 85,000 octets or more at once. Measured with pools that are empty, as after a start.</summary>
    private static long LargeObjectOctets(EngineDocument document)
    {
        long grown = 0;
        // A thread of its own begins without pooled arrays; what other threads gave back goes with two full collections and time.
        var thread = new Thread(() =>
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true);
            long before = GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo[3].SizeAfterBytes;
            document.Accept();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            grown = GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo[3].SizeBeforeBytes - before;
        });
        thread.Start();
        thread.Join();
        return grown;
    }
}
