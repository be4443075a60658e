using System.Globalization;
using System.Security.Cryptography;
using LocalIdp;
using Saml;
using Saml.Tests.Support;

namespace Benchmarks.Engine;

/// <summary>
/// Hostile documents against legal ones of the same size. The yardstick is the legal document that costs most of those that a real IdP
/// could send: many attributes or values, with the Response and the assertion signed, so that all is canonicalised and read twice.
/// Hostile content stands where anybody can put it (behind the IdP's back, in Extensions of a signed assertion's envelope), and where a
/// tenant's own IdP can sign it (in a value, both signed).
/// </summary>
internal static class HostileRatios
{
    private const int Length = 225_000;
    private const string Place = "HERE-IT-STANDS";

    internal static void Measure(RatioTable table)
    {
        List<(string Name, EngineDocument Document)> legal = [.. Legal()];
        List<(string Name, EngineDocument Document)> hostile = [.. Hostile()];
        Subject[] subjects = [.. legal.Select(d => new Subject(d.Name, d.Document.Accept)), .. hostile.Select(d => new Subject(d.Name, () => d.Document.TryVerify(out _)))];
        SideBySide runs = new SideBySide(subjects) { WarmUp = TimeSpan.FromSeconds(0.3), Rounds = 5, RoundTime = TimeSpan.FromMilliseconds(25) }.Run();
        string dearest = legal.MaxBy(d => runs.Microseconds(d.Name)).Name;
        table.Figure($"Legal documents of about {Length} octets, Response and assertion signed; µs, allocated octets:");
        legal.ForEach(d => Print(d, "accepted"));
        table.Figure($"Hostile documents of that size, and their part of '{dearest}'; * in front: signed by the IdP:");
        foreach ((string Name, EngineDocument Document) d in hostile)
        {
            Print(d, (d.Document.TryVerify(out SamlFailure? failure) ? "accepted" : failure.Error.ToString()) + runs.CpuRatio(d.Name, dearest).ToString("    0.00", CultureInfo.InvariantCulture));
        }

        table.Target("engine-hostile-cpu/legal-cpu", hostile.Where(d => d.Name[0] != '*').Max(d => runs.CpuRatio(d.Name, dearest)), 1);
        table.Target("engine-hostile-signed-cpu/legal-cpu", hostile.Where(d => d.Name[0] == '*').Max(d => runs.CpuRatio(d.Name, dearest)), 1);

        void Print((string Name, EngineDocument Document) d, string outcome) =>
            table.Figure($"  {d.Name,-36} {d.Document.Xml.Length,7} {runs.Microseconds(d.Name),8:0} {runs.Bytes(d.Name),9}  {outcome}");
    }

    private static IEnumerable<(string Name, EngineDocument Document)> Legal()
    {
        SamlResponseOptions options = EngineDocument.EntraShaped();
        yield return ("legal groups", EngineDocument.Sign(EngineDocument.EntraShaped(Length / 73), SignedParts.Both));
        yield return ("legal attributes", EngineDocument.Sign(
            options with { Attributes = [.. Enumerable.Range(0, 2_900).Select(i => new SamlClaim($"a{i:0000}", "v"))] }, SignedParts.Both));
        yield return ("legal attributes without values", EngineDocument.Sign(
            options with { Attributes = [.. Enumerable.Range(0, 8_900).Select(i => new SamlClaim($"a{i:0000}"))] }, SignedParts.Both));
        yield return ("legal short values", EngineDocument.Sign(options.WithAttribute("values", [.. Enumerable.Repeat("v", 6_300)]), SignedParts.Both));
        yield return ("legal values of ampersands", EngineDocument.Sign(options.WithAttribute("values", [.. Enumerable.Repeat(new string('&', 20), 1_620)]), SignedParts.Both));
    }

    private static IEnumerable<(string Name, EngineDocument Document)> Hostile()
    {
        SamlResponseOptions options = EngineDocument.EntraShaped();
        EngineDocument honest = EngineDocument.Sign(options);
        yield return ("a long list of prefixes", honest.Change(text => Edit.First(
            text,
            "<CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\" />",
            $"<CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><e:InclusiveNamespaces xmlns:e=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"{string.Join(' ', Enumerable.Repeat("ab", Length / 3))}\"/></CanonicalizationMethod>")));
        yield return ("as many wrapped keys as may be", Wrapped(12, null));
        yield return ("wrapped with hashes that differ", Wrapped(12, HandEncryptor.Sha256));
        foreach ((string name, string xml) in HostileContent.OfLength(Length))
        {
            yield return (name, honest.Change(text => Edit.Once(text, "<samlp:Status>", $"<samlp:Extensions>{xml}</samlp:Extensions><samlp:Status>")));
            // The framework needs minutes to sign the one that is left out.
            if (name != HostileContent.CommentsAndText)
            {
                yield return ("* " + name, EngineDocument.Sign(options.WithAttribute("hostile", Place), SignedParts.Both, text => Edit.Once(text, Place, xml)));
            }
        }
    }

    /// <summary>What our keys do before anything is known to be signed; a browser that waits for an answer is all that it takes.</summary>
    private static EngineDocument Wrapped(int keys, string? digest)
    {
        byte[] random = RandomNumberGenerator.GetBytes(256);
        random[0] = 0;
        return EngineDocument.Sign(EngineDocument.EntraShaped()).Encrypt(new HandEncryptor
        {
            Digest = digest,
            Recipients = [.. Enumerable.Repeat(EngineKeys.Own, keys)],
            WrappedKey = _ => random,
        });
    }
}
