using System.Security.Cryptography;

namespace Saml;

/// <summary>IDs of messages that we send (saml-core-2.0-os 1.3.4).</summary>
public static class MessageId
{
    /// <summary>A new ID: an underscore, because an ID must not start with a digit (Entra refuses it), and 160 random bits in hex.</summary>
    public static string Create() => "_" + RandomNumberGenerator.GetHexString(40, lowercase: true);
}
