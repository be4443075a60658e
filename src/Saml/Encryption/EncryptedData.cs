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
    private const int MaxWrappedKeys = 12;

    private const string Type = "http://www.w3.org/2001/04/xmlenc#";

    private readonly List<WrappedKey> _keys = [];
    private readonly List<string?> _keyIds = [];
    private readonly List<string> _keyReferences = [];
    private string? _refused;
    private string? _passedOver;

    private EncryptedData()
    {
    }

    internal ContentCipher Cipher { get; private set; } = null!;

    internal byte[] Ciphertext { get; private set; } = [];

    /// <summary>The content key, wrapped for one or several recipients in ways that we know.</summary>
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

        return children.IsAtEnd && AreReferencesHere() && (_keys.Count > 0 || (_passedOver is not null && Refuse(_passedOver)));
    }

    private bool ReadData(XmlElement data)
    {
        XmlChildren children = data.Children;
        if (data.Token("Type"u8) is not (null or Type + "Element") || !children.TryTake(XmlNamespaces.Encryption, "EncryptionMethod"u8, out XmlElement method))
        {
            return false;
        }

        string? uri = method.Token("Algorithm"u8);
        if (ContentCipher.Find(uri) is not { } cipher)
        {
            return Refuse(uri);
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

    /// <summary>An AgreementMethod needs a kind of key that we do not have.</summary>
    private bool ReadKeyInfo(XmlElement keyInfo)
    {
        XmlChildren children = keyInfo.Children;
        while (children.TryTake(out XmlElement child))
        {
            bool read = child.Is(XmlNamespaces.Encryption, "EncryptedKey"u8) ? ReadKey(child)
                : child.Is(XmlNamespaces.Signature, "RetrievalMethod"u8) ? ReadRetrievalMethod(child)
                : !child.Is(XmlNamespaces.Encryption, "AgreementMethod"u8) || Refuse(child.LocalName);
            if (!read)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// A reference to the EncryptedKey beside the EncryptedData is how SAML's errata would have it (saml-core, E43): all keys that stand
    /// there are tried anyway. Nothing is fetched from elsewhere, and nothing transformed.
    /// </summary>
    private bool ReadRetrievalMethod(XmlElement method)
    {
        string? uri = method.Token("URI"u8);
        if (uri is not { Length: > 1 } || uri[0] != '#' || method.Token("Type"u8) is not (null or Type + "EncryptedKey") || !method.Children.IsAtEnd)
        {
            return Refuse(method.LocalName);
        }

        _keyReferences.Add(uri[1..]);
        return _keyReferences.Count <= MaxWrappedKeys;
    }

    private bool AreReferencesHere() => _keyReferences.TrueForAll(_keyIds.Contains) || Refuse("RetrievalMethod");

    private bool ReadKey(XmlElement key)
    {
        XmlChildren children = key.Children;
        if (!children.TryTake(XmlNamespaces.Encryption, "EncryptionMethod"u8, out XmlElement method))
        {
            return false;
        }

        _keyIds.Add(key.Token("Id"u8));
        if (!KeyTransport.TryRead(method, out KeyTransport transport))
        {
            // Another recipient's, for all we know.
            _passedOver = method.Token("Algorithm"u8);
            return true;
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
        if (inner.TryPeek(out XmlElement reference) && reference.Is(XmlNamespaces.Encryption, "CipherReference"u8))
        {
            return Refuse(reference.LocalName);
        }

        return inner.TryTake(XmlNamespaces.Encryption, "CipherValue"u8, out XmlElement value)
            && inner.IsAtEnd
            && !value.HasElements
            && Base64Text.TryDecode(value, out octets);
    }

    private bool Refuse(string? what)
    {
        _refused = what;
        return false;
    }
}
