namespace Saml;

/// <summary>
/// Every way in which the engine refuses what it was given. The set is closed: a caller can switch over it,
/// and the names are stable, because people who look for help quote them.
/// </summary>
/// <remarks>A response with several defects is refused for one of them: the first that a check meets. The order here says nothing about which.</remarks>
public enum SamlError
{
    /// <summary>The form has no SAMLResponse field, or it is empty (saml-bindings-2.0-os 3.5.4).</summary>
    ResponseMissing,

    /// <summary>The message is larger than the engine's limit.</summary>
    MessageTooLarge,

    /// <summary>The message is not base64 (saml-bindings-2.0-os 3.5.4).</summary>
    NotBase64,

    /// <summary>The message is not well-formed XML 1.0 with namespaces in UTF-8.</summary>
    NotXml,

    /// <summary>The message holds a document type declaration, which SAML never needs and attackers like.</summary>
    DoctypeForbidden,

    /// <summary>The document is nested deeper, or has more nodes, attributes or namespaces, than the engine allows.</summary>
    DocumentTooComplex,

    /// <summary>Two elements carry the same ID (xml-id; saml-core-2.0-os 1.3.4).</summary>
    DuplicateId,

    /// <summary>The document element is not a samlp:Response (saml-core-2.0-os 3.3.3).</summary>
    NotAResponse,

    /// <summary>The document element is not the LogoutRequest or LogoutResponse that it came as (saml-core-2.0-os 3.7).</summary>
    NotALogoutMessage,

    /// <summary>An element that the schema demands is missing, misplaced, repeated, or has a value of the wrong type.</summary>
    SchemaViolation,

    /// <summary>The Version attribute is not "2.0" (saml-core-2.0-os 3.2.2, 2.3.3).</summary>
    VersionUnsupported,

    /// <summary>The Response does not name the assertion consumer URL of this tenant as its Destination (saml-bindings-2.0-os 3.5.5.2).</summary>
    DestinationMismatch,

    /// <summary>The IdP answered with a status other than Success (saml-core-2.0-os 3.2.2.2).</summary>
    StatusNotSuccess,

    /// <summary>The Response holds no assertion (saml-profiles-2.0-os 4.1.4.2).</summary>
    AssertionMissing,

    /// <summary>The Response holds more than one assertion. One is all that the sign-in needs; more are an attacker's room.</summary>
    AssertionNotUnique,

    /// <summary>The assertion is encrypted, and no decryption key is set up.</summary>
    AssertionEncrypted,

    /// <summary>What is encrypted could not be decrypted, or is not what it should be. All ways to fail look alike here, so that nobody learns from them (xmlenc-core1 6.7).</summary>
    DecryptionFailed,

    /// <summary>The issuer of the Response or of the assertion is not this tenant's IdP (saml-profiles-2.0-os 4.1.4.2).</summary>
    IssuerMismatch,

    /// <summary>Neither the assertion nor the Response carries a signature, or the one that the tenant demands is missing (saml-profiles-2.0-os 4.1.4.5).</summary>
    SignatureMissing,

    /// <summary>A signature stands where the schema does not allow one, or does not cover exactly its own parent (saml-core-2.0-os 5.4).</summary>
    SignatureMisplaced,

    /// <summary>A signature, digest, canonicalisation or transform algorithm is not on the allow-list (saml-core-2.0-os 5.4).</summary>
    AlgorithmRefused,

    /// <summary>No certificate of the tenant's IdP verifies the signature (xmldsig-core 3.2.2).</summary>
    SignatureInvalid,

    /// <summary>The digest of the signed element does not match (xmldsig-core 3.2.1).</summary>
    DigestMismatch,

    /// <summary>The certificate that verifies the signature is outside its validity period, and the tenant rejects such certificates.</summary>
    CertificateExpired,

    /// <summary>The subject has no confirmation of method bearer (saml-profiles-2.0-os 4.1.4.2).</summary>
    SubjectConfirmationMissing,

    /// <summary>The confirmation's Recipient is not the assertion consumer URL of this tenant (saml-profiles-2.0-os 4.1.4.2).</summary>
    RecipientMismatch,

    /// <summary>The response answers no request of this browser (saml-profiles-2.0-os 4.1.4.3).</summary>
    InResponseToMismatch,

    /// <summary>The response answers no request at all, and the tenant does not allow IdP-initiated sign-in (saml-profiles-2.0-os 4.1.5).</summary>
    UnsolicitedResponse,

    /// <summary>The assertion, its conditions or its confirmation have expired (saml-core-2.0-os 2.5.1.2).</summary>
    AssertionExpired,

    /// <summary>The assertion, its conditions or its authentication lie in the future (saml-core-2.0-os 2.5.1.2).</summary>
    AssertionNotYetValid,

    /// <summary>The assertion is not meant for this service provider, or names no audience (saml-core-2.0-os 2.5.1.4).</summary>
    AudienceMismatch,

    /// <summary>The assertion holds a condition that the engine does not know, which makes its validity indeterminate (saml-core-2.0-os 2.5.1).</summary>
    ConditionUnknown,

    /// <summary>The assertion has no authentication statement (saml-profiles-2.0-os 4.1.4.2).</summary>
    AuthnStatementMissing,

    /// <summary>The IdP's session has already ended: SessionNotOnOrAfter lies in the past (saml-core-2.0-os 2.7.2).</summary>
    SessionExpired,

    /// <summary>A certificate cannot be read, or its key is too weak: RSA of at least 2048 bits or an EC key on P-256, P-384 or P-521 is needed (Kantara SDP-ALG, IIP-MD).</summary>
    CertificateUnusable,

    /// <summary>The metadata describes no SAML 2.0 identity provider, or lacks what is needed to use it (saml-metadata-2.0-os 2.4.3).</summary>
    MetadataUnusable,
}
