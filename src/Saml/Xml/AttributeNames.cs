namespace Saml.Xml;

/// <summary>
/// Namespaces in XML 1.0, 6.3: no two attributes of an element have one name. For elements with many attributes, whose names an attacker
/// can choose so that they look alike.
/// </summary>
internal static class AttributeNames
{
    // Twice the most attributes that an element can have, and a power of two.
    private const int Slots = 2 * SamlLimits.MaxAttributesPerElement;

    // Nobody outside can know which names fall together.
    private static readonly uint Seed = (uint)Random.Shared.Next();

    /// <summary>Looks each name up among the earlier ones, in constant time.</summary>
    internal static bool AreRepeated(XmlTree tree, ReadOnlySpan<XmlAttributeNode> attributes)
    {
        Span<byte> taken = stackalloc byte[Slots];
        taken.Clear();
        for (int i = 0; i < attributes.Length; i++)
        {
            ref readonly XmlAttributeNode attribute = ref attributes[i];
            ReadOnlySpan<byte> local = tree.LocalName(attribute);
            uint slot = Hash(local, attribute.Namespace) % Slots;
            for (; taken[(int)slot] != 0; slot = (slot + 1) % Slots)
            {
                ref readonly XmlAttributeNode other = ref attributes[taken[(int)slot] - 1];
                if (other.Namespace == attribute.Namespace && tree.LocalName(other).SequenceEqual(local))
                {
                    return true;
                }
            }

            taken[(int)slot] = (byte)(i + 1);
        }

        return false;
    }

    private static uint Hash(ReadOnlySpan<byte> name, ushort namespaceNumber)
    {
        uint hash = Seed ^ namespaceNumber;
        foreach (byte octet in name)
        {
            hash = (hash ^ octet) * 0x01000193;
        }

        return hash ^ (hash >> 15);
    }
}
