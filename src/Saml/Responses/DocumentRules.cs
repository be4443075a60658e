using System.Diagnostics.CodeAnalysis;
using Saml.Xml;

namespace Saml;

/// <summary>
/// Rules over the whole received document, signed or not, that leave wrapping attacks no room: IDs are unique, there is one assertion
/// at most, and each signature stands right behind the Issuer of the Response or of its assertion.
/// </summary>
internal static class DocumentRules
{
    internal static bool TryApply(XmlTree tree, [NotNullWhen(false)] out SamlFailure? failure)
    {
        failure = null;
        if (XmlIds.TryFindDuplicate(tree, out string? duplicate))
        {
            failure = SamlFailure.Mismatch(SamlError.DuplicateId, "saml-core-2.0-os 1.3.4", "Two elements carry the same ID.", null, duplicate);
            return false;
        }

        var root = new XmlElement(tree, tree.Root);
        if (!root.Is(XmlNamespaces.Protocol, "Response"u8))
        {
            failure = SamlFailure.Mismatch(SamlError.NotAResponse, "saml-core-2.0-os 3.3.3", "The document is not a samlp:Response.", "Response", root.LocalName);
            return false;
        }

        return TryCheckElements(tree, out failure);
    }

    /// <summary>The same for an assertion that came out of a decryption: it is a document of its own, and must not repeat the Response's ID.</summary>
    internal static bool TryApplyToDecrypted(XmlElement assertion, string? responseId, [NotNullWhen(false)] out SamlFailure? failure)
    {
        failure = null;
        if (!assertion.Is(XmlNamespaces.Assertion, "Assertion"u8))
        {
            failure = new SamlFailure(SamlError.SchemaViolation, "saml-core-2.0-os 2.3.4", "What was encrypted is not an Assertion.");
        }
        else if (XmlIds.TryFindDuplicate(assertion.Tree, out string? duplicate) || (duplicate = assertion.Token("ID"u8)) == responseId)
        {
            failure = SamlFailure.Mismatch(SamlError.DuplicateId, "saml-core-2.0-os 1.3.4", "Two elements carry the same ID.", null, duplicate);
        }

        return failure is null && TryCheckElements(assertion.Tree, out failure);
    }

    private static bool TryCheckElements(XmlTree tree, [NotNullWhen(false)] out SamlFailure? failure)
    {
        int assertions = 0;
        failure = null;
        for (int i = tree.Root; i < tree.NodeCount && failure is null; i++)
        {
            if (tree.Node(i).Kind != XmlNodeKind.Element)
            {
                continue;
            }

            var element = new XmlElement(tree, i);
            if (element.Is(XmlNamespaces.Signature, "Signature"u8) && !IsAtSchemaPosition(tree, i))
            {
                failure = new SamlFailure(
                    SamlError.SignatureMisplaced,
                    "saml-core-2.0-os 5.4.1",
                    "A Signature stands somewhere else than right behind the Issuer of the Response or of its assertion.");
            }
            else if (element.HasNamespace(XmlNamespaces.Assertion)
                && (element.Is(XmlNamespaces.Assertion, "Assertion"u8) || element.Is(XmlNamespaces.Assertion, "EncryptedAssertion"u8))
                && ++assertions > 1)
            {
                failure = new SamlFailure(SamlError.AssertionNotUnique, "saml-profiles-2.0-os 4.1.4.2", "The document holds more than one assertion, at whatever place.");
            }
        }

        return failure is null;
    }

    private static bool IsAtSchemaPosition(XmlTree tree, int signature)
    {
        int parent = tree.Node(signature).Parent;
        bool signable = parent == tree.Root
            || (tree.Node(parent).Parent == tree.Root && new XmlElement(tree, parent).Is(XmlNamespaces.Assertion, "Assertion"u8));
        XmlChildren children = new XmlElement(tree, parent).Children;
        return signable
            && children.TryTake(XmlNamespaces.Assertion, "Issuer"u8, out _)
            && children.TryTake(out XmlElement second)
            && second.Index == signature;
    }
}
