using Saml.Signatures;

namespace Saml;

/// <summary>A Response that its own signature covers.</summary>
/// <param name="Proof">The signed octets, and the key.</param>
/// <param name="Shape">The parts of the Response in those octets.</param>
internal sealed record SignedResponse(SignedElement Proof, ResponseShape Shape);
