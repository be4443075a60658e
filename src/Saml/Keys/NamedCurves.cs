using System.Security.Cryptography;

namespace Saml;

/// <summary>The elliptic curves on the allow-list, for the IdPs' keys and for ours: P-256, P-384 and P-521 (Kantara ALG).</summary>
internal static class NamedCurves
{
    internal static bool IsAllowed(in ECParameters parameters) =>
        parameters.Curve.IsNamed && parameters.Curve.Oid.Value is "1.2.840.10045.3.1.7" or "1.3.132.0.34" or "1.3.132.0.35";
}
