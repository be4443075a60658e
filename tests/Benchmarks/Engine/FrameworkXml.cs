using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Benchmarks.Engine;

/// <summary>The framework's own XML signatures.</summary>
internal static class FrameworkXml
{
    /// <summary>What a service provider does that is built on XmlDocument and SignedXml.</summary>
    internal static void Verify(byte[] form, RSA key)
    {
        XmlDocument document = Load(Convert.FromBase64String(Encoding.ASCII.GetString(form)));
        var assertion = (XmlElement)document.GetElementsByTagName("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion")[0]!;
        var signed = new SignedXml(assertion);
        signed.LoadXml((XmlElement)assertion.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!);
        if (!signed.CheckSignature(key))
        {
            throw new InvalidOperationException("SignedXml refuses the signature.");
        }
    }

    internal static XmlDocument Load(byte[] xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var stream = new MemoryStream(xml);
        document.Load(stream);
        return document;
    }

    internal static byte[] Canonical(XmlElement element)
    {
        var lone = new XmlDocument { PreserveWhitespace = true };
        lone.LoadXml(element.OuterXml);
        var transform = new XmlDsigExcC14NTransform();
        transform.LoadInput(lone);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        using var copy = new MemoryStream();
        output.CopyTo(copy);
        return copy.ToArray();
    }
}
