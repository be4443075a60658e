using System.Security.Cryptography.Xml;

namespace LocalIdp;

/// <summary>Algorithm identifiers of XML Signature and RFC 4051/9231.</summary>
internal static class XmlAlgorithmUris
{
    public const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    public const string EcdsaSha384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384";
    public const string EcdsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512";

    public static string Of(XmlSignatureAlgorithm algorithm) => algorithm switch
    {
        XmlSignatureAlgorithm.RsaSha256 => SignedXml.XmlDsigRSASHA256Url,
        XmlSignatureAlgorithm.RsaSha384 => SignedXml.XmlDsigRSASHA384Url,
        XmlSignatureAlgorithm.RsaSha512 => SignedXml.XmlDsigRSASHA512Url,
        XmlSignatureAlgorithm.EcdsaSha256 => EcdsaSha256,
        XmlSignatureAlgorithm.EcdsaSha384 => EcdsaSha384,
        XmlSignatureAlgorithm.EcdsaSha512 => EcdsaSha512,
        XmlSignatureAlgorithm.RsaSha1 => SignedXml.XmlDsigRSASHA1Url,
        XmlSignatureAlgorithm.HmacSha256 => "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        XmlSignatureAlgorithm.HmacSha1 => SignedXml.XmlDsigHMACSHA1Url,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    };

    public static string Of(XmlDigestAlgorithm digest) => digest switch
    {
        XmlDigestAlgorithm.Sha256 => SignedXml.XmlDsigSHA256Url,
        XmlDigestAlgorithm.Sha384 => SignedXml.XmlDsigSHA384Url,
        XmlDigestAlgorithm.Sha512 => SignedXml.XmlDsigSHA512Url,
        XmlDigestAlgorithm.Sha1 => SignedXml.XmlDsigSHA1Url,
        _ => throw new ArgumentOutOfRangeException(nameof(digest), digest, null),
    };

    public static string Of(XmlCanonicalization canonicalization) => canonicalization switch
    {
        XmlCanonicalization.Exclusive => SignedXml.XmlDsigExcC14NTransformUrl,
        XmlCanonicalization.ExclusiveWithComments => SignedXml.XmlDsigExcC14NWithCommentsTransformUrl,
        XmlCanonicalization.Inclusive => SignedXml.XmlDsigC14NTransformUrl,
        XmlCanonicalization.InclusiveWithComments => SignedXml.XmlDsigC14NWithCommentsTransformUrl,
        _ => throw new ArgumentOutOfRangeException(nameof(canonicalization), canonicalization, null),
    };
}
