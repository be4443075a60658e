using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Saml.Tests.Support;

namespace Benchmarks.Engine;

/// <summary>One response through the whole engine, against the least that any engine must do, against C, and against the framework's own XML signatures.</summary>
internal static class EngineRatios
{
    internal static void Measure(RatioTable table)
    {
        string? xmlsec = XmlsecPeer.Build(out string problem);
        if (xmlsec is null)
        {
            table.Figure($"{problem}");
        }

        table.Figure($"Responses as Entra sends them, RSA-2048; CPU µs and allocated octets per response, medians:");
        MeasureSigned(table, "engine", EngineDocument.Sign(EngineDocument.EntraShaped()), xmlsec, floorLimit: 2, bySignedXml: true);
        MeasureSigned(table, "engine-200-groups", EngineDocument.Sign(EngineDocument.EntraShaped(groups: 200)), xmlsec, floorLimit: 3, bySignedXml: false);
        MeasureEncrypted(table, "cbc", HandEncryptor.Aes256Cbc, xmlsec);
        MeasureEncrypted(table, "gcm", HandEncryptor.Aes256Gcm, xmlsec);
        SizeRatios.Measure(table);
        HostileRatios.Measure(table);
    }

    private static void MeasureSigned(RatioTable table, string name, EngineDocument document, string? xmlsec, double floorLimit, bool bySignedXml)
    {
        using RSA key = EngineKeys.Idp.GetRSAPublicKey()!;
        using XmlsecPeer? peer = xmlsec is null ? null : XmlsecPeer.Start(xmlsec, document.Xml);
        List<Subject> subjects = [new("engine", document.Accept), new("floor", CryptoFloor.Of(document.Form, document.Xml))];
        if (bySignedXml)
        {
            subjects.Add(new Subject("signedxml", () => FrameworkXml.Verify(document.Form, key)));
        }

        if (peer is not null)
        {
            subjects.Add(peer.Subject("libxmlsec1"));
        }

        SideBySide runs = new SideBySide([.. subjects]).Run();
        table.Target($"{name}-cpu/floor-cpu", runs.CpuRatio("engine", "floor"), floorLimit);
        if (peer is not null)
        {
            table.Target($"{name}-cpu/libxmlsec1-cpu", runs.CpuRatio("engine", "libxmlsec1"), 0.5);
        }

        if (bySignedXml)
        {
            table.Target($"{name}-cpu/signedxml-cpu", runs.CpuRatio("engine", "signedxml"), 0.5);
            table.Target($"{name}-bytes/signedxml-bytes", (double)runs.Bytes("engine") / runs.Bytes("signedxml"), 0.1);
        }

        table.Target($"{name}-bytes/document-bytes", (double)runs.Bytes("engine") / document.Xml.Length, 3);
        Print(table, $"{name}, assertion signed", document, runs, subjects);
    }

    private static void MeasureEncrypted(RatioTable table, string name, string cipher, string? xmlsec)
    {
        EngineDocument plain = EngineDocument.Sign(EngineDocument.EntraShaped());
        EngineDocument encrypted = plain.Encrypt(cipher);
        EngineDocument keyless = encrypted.With([]);
        int assertion = Edit.Cut(Encoding.UTF8.GetString(plain.Xml), "<Assertion", "</Assertion>").Length;
        using XmlsecPeer? peer = xmlsec is null ? null : XmlsecPeer.Start(xmlsec, encrypted.Xml, decrypts: true);
        List<Subject> subjects =
        [
            new("engine", encrypted.Accept),
            new("floor", CryptoFloor.Of(encrypted.Form, plain.Xml)),
            new("decryption", CryptoFloor.Decryption(cipher, assertion)),
            // What the app does first: it asks for its keys only where something turns out to be encrypted.
            new("look without keys", () => keyless.TryVerify(out _)),
        ];
        if (peer is not null)
        {
            subjects.Add(peer.Subject("libxmlsec1"));
        }

        SideBySide runs = new SideBySide([.. subjects]).Run();
        table.Target($"engine-encrypted-{name}-cpu/floor-cpu", runs.CpuRatio("engine", "floor", "decryption"), 1.3);
        table.Target($"engine-encrypted-{name}-bytes/document-bytes", (double)runs.Bytes("engine") / encrypted.Xml.Length, 3);
        Print(table, $"encrypted, AES-256-{name.ToUpperInvariant()} and RSA-OAEP", encrypted, runs, subjects);
        table.Figure($"    a look without keys costs {runs.CpuRatio("look without keys", "engine"):0.0%} of a decryption{(peer is null ? "" : $"; the engine takes {runs.CpuRatio("engine", "libxmlsec1"):0.00} of libxmlsec1's time")}");
    }

    private static void Print(RatioTable table, string title, EngineDocument document, SideBySide runs, List<Subject> subjects)
    {
        table.Figure($"  {title}, {document.Xml.Length} octets of XML:");
        foreach (Subject subject in subjects)
        {
            table.Figure($"    {subject.Name,-18} {runs.Microseconds(subject.Name),8:0.0} µs {runs.Bytes(subject.Name),8} B");
        }
    }
}
