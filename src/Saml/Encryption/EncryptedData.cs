using System.Diagnostics.CodeAnalysis;
using Saml.Xml;

namespace Saml.Encryption;

/// <summary>One wrapped content key.</summary>
internal readonly record struct WrappedKey(KeyTransport Transport, byte[] Octets);

/// <summary>
/// What a saml:EncryptedAssertion, EncryptedID or EncryptedAttribute holds (saml-core-2.0-os 2.2.4, 2.3.4, 6; xmlenc-core1 3): the shapes
/// and algorithms, held against the allow-lists before any cryptography.
/// </summary>
internal sealed class EncryptedData
{
    // Each try costs a private-key operation.
    private const int MaxWrappedKeys = 4;

    private const string ElementType = "http://www.w3.org/2001/04/xmlenc#Element";

    private readonly List<WrappedKey> _keys = [];
    private string? _refused;

    private EncryptedData()
    {
    }

    internal ContentCipher Cipher { get; private set; } = null!;

    internal byte[] Ciphertext { get; private set; } = [];

    /// <summary>The content key, wrapped for one or several recipients.</summary>
    internal IReadOnlyList<WrappedKey> Keys => _keys;

    internal static bool TryRead(XmlElement container, [NotNullWhen(true)] out EncryptedData? data, [NotNullWhen(false)] out SamlFailure? failure)
    {
        var reader = new EncryptedData();
        bool read = reader.Read(container);
        data = read ? reader : null;
        failure = read ? null : reader._refused is { } what
            ? SamlFailure.Mismatch(SamlError.AlgorithmRefused, "xmlenc-core1 5", $"The {container.LocalName} is encrypted in a way that is not on the allow-list.", null, what)
            : new SamlFailure(SamlError.SchemaViolation, "xmlenc-core1 3", $"The {container.LocalName} is not EncryptedData with its wrapped key inside or beside it.");
        return read;
    }

    private bool Read(XmlElement container)
    {
        XmlChildren children = container.Children;
        if (!children.TryTake(XmlNamespaces.Encryption, "EncryptedData"u8, out XmlElement data) || !ReadData(data))
        {
            return false;
        }

        while (children.TryTake(XmlNamespaces.Encryption, "EncryptedKey"u8, out XmlElement key))
        {
            if (!ReadKey(key))
            {
                return false;
            }
        }

        return children.IsAtEnd && _keys.Count is > 0 and <= MaxWrappedKeys;
    }

    private bool ReadData(XmlElement data)
    {
        XmlChildren children = data.Children;
        if (data.Token("Type"u8) is not (null or ElementType) || !children.TryTake(XmlNamespaces.Encryption, "EncryptionMethod"u8, out XmlElement method))
        {
            return false;
        }

        string? uri = method.Token("Algorithm"u8);
        if (ContentCipher.Find(uri) is not { } cipher)
        {
            _refused = uri;
            return false;
        }

        if (children.TryTake(XmlNamespaces.Signature, "KeyInfo"u8, out XmlElement keyInfo) && !ReadKeyInfo(keyInfo))
        {
            return false;
        }

        Cipher = cipher;
        bool read = TryReadCipherValue(ref children, out byte[]? ciphertext) && EndsHere(ref children);
        Ciphertext = ciphertext ?? [];
        return read;
    }

    /// <summary>
    /// A RetrievalMethod would fetch the key from elsewhere: never needed, and a way to make us look at what somebody else chose.
    /// An AgreementMethod needs a kind of key that we do not have.
    /// </summary>
    private bool ReadKeyInfo(XmlElement keyInfo)
    {
        XmlChildren children = keyInfo.Children;
        while (children.TryTake(out XmlElement child))
        {
            if (child.Is(XmlNamespaces.Signature, "RetrievalMethod"u8) || child.Is(XmlNamespaces.Encryption, "AgreementMethod"u8))
            {
                _refused = child.LocalName;
                return false;
            }

            if (child.Is(XmlNamespaces.Encryption, "EncryptedKey"u8) && !ReadKey(child))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadKey(XmlElement key)
    {
        XmlChildren children = key.Children;
        if (!children.TryTake(XmlNamespaces.Encryption, "EncryptionMethod"u8, out XmlElement method))
        {
            return false;
        }

        if (!KeyTransport.TryRead(method, out KeyTransport transport))
        {
            _refused = method.Token("Algorithm"u8);
            return false;
        }

        // Hints at the recipient's certificate; all our keys are tried anyway.
        children.TryTake(XmlNamespaces.Signature, "KeyInfo"u8, out _);
        if (!TryReadCipherValue(ref children, out byte[]? octets))
        {
            return false;
        }

        children.TryTake(XmlNamespaces.Encryption, "EncryptionProperties"u8, out _);
        children.TryTake(XmlNamespaces.Encryption, "ReferenceList"u8, out _);
        children.TryTake(XmlNamespaces.Encryption, "CarriedKeyName"u8, out _);
        _keys.Add(new WrappedKey(transport, octets));
        return children.IsAtEnd && _keys.Count <= MaxWrappedKeys;
    }

    /// <summary>EncryptionProperties may follow the octets (xmlenc-core1 3.7): remarks, none of which changes how to decrypt.</summary>
    private static bool EndsHere(ref XmlChildren children)
    {
        children.TryTake(XmlNamespaces.Encryption, "EncryptionProperties"u8, out _);
        return children.IsAtEnd;
    }

    /// <summary>The octets themselves; a CipherReference to elsewhere is not followed.</summary>
    private bool TryReadCipherValue(ref XmlChildren children, [NotNullWhen(true)] out byte[]? octets)
    {
        octets = null;
        if (!children.TryTake(XmlNamespaces.Encryption, "CipherData"u8, out XmlElement data))
        {
            return false;
        }

        XmlChildren inner = data.Children;
        _refused = inner.TryPeek(out XmlElement reference) && reference.Is(XmlNamespaces.Encryption, "CipherReference"u8) ? reference.LocalName : null;
        return inner.TryTake(XmlNamespaces.Encryption, "CipherValue"u8, out XmlElement value)
            && inner.IsAtEnd
            && !value.Children.TryPeek(out _)
            && Base64Text.TryDecode(value, out octets);
    }
}
