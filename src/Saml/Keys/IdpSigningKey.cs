using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saml.Signatures;

namespace Saml;

/// <summary>
/// A public key that a tenant's IdP signs with, taken from a certificate of the tenant's row. Thread-safe; keep it as long as the row,
/// because making one costs more than verifying with it.
/// </summary>
public sealed class IdpSigningKey
{
    private const int MinRsaBits = 2048;

    private readonly KeyPool<RSA>? _rsa;
    private readonly KeyPool<ECDsa>? _ecdsa;

    private IdpSigningKey(X509Certificate2 certificate, RSAParameters? rsa, ECParameters? ec)
    {
        _rsa = rsa is { } r ? new KeyPool<RSA>(() => RSA.Create(r)) : null;
        _ecdsa = ec is { } e ? new KeyPool<ECDsa>(() => ECDsa.Create(e)) : null;
        Thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        Subject = certificate.Subject;
        CertificateBase64 = Convert.ToBase64String(certificate.RawData);
    }

    /// <summary>SHA-256 of the certificate, in upper-case hex.</summary>
    public string Thumbprint { get; }

    /// <summary>Start of the certificate's validity (UTC).</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>End of the certificate's validity (UTC).</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The certificate's subject name.</summary>
    public string Subject { get; }

    /// <summary>The certificate (DER) in base64, without line breaks.</summary>
    public string CertificateBase64 { get; }

    /// <summary>Takes the key out of a certificate.</summary>
    /// <param name="certificateDer">An X.509 certificate in DER.</param>
    /// <param name="key">The key.</param>
    /// <param name="failure"><see cref="SamlError.CertificateUnusable"/>: no certificate, or a key weaker than RSA 2048 or P-256, or of another kind (Kantara SDP-MD, IIP-ALG).</param>
    public static bool TryCreate(
        ReadOnlySpan<byte> certificateDer,
        [NotNullWhen(true)] out IdpSigningKey? key,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        key = null;
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(certificateDer);
            using RSA? rsa = certificate.GetRSAPublicKey();
            using ECDsa? ec = certificate.GetECDsaPublicKey();
            failure = rsa is { KeySize: < MinRsaBits }
                ? Unusable($"its RSA key has {rsa.KeySize} bits; at least {MinRsaBits} are needed")
                : rsa is null && ec is null ? Unusable("its key is neither RSA nor elliptic-curve") : null;
            if (failure is null)
            {
                ECParameters? parameters = ec?.ExportParameters(includePrivateParameters: false);
                failure = parameters is { } p && !NamedCurves.IsAllowed(p) ? Unusable("its elliptic curve is none of P-256, P-384 and P-521") : null;
                key = failure is null ? new IdpSigningKey(certificate, rsa?.ExportParameters(false), parameters) : null;
            }
        }
        catch (CryptographicException e)
        {
            failure = Unusable($"it cannot be read ({e.Message})");
        }

        return failure is null && key is not null;
    }

    /// <summary>Reads the certificates that an admin pasted: PEM blocks, or bare base64 with any line breaks, several separated by commas, semicolons or empty lines.</summary>
    /// <param name="text">The pasted text.</param>
    /// <param name="keys">At least one key.</param>
    /// <param name="failure"><see cref="SamlError.CertificateUnusable"/>, telling which certificate of how many is at fault.</param>
    public static bool TryParseAll(
        string text,
        [NotNullWhen(true)] out IReadOnlyList<IdpSigningKey>? keys,
        [NotNullWhen(false)] out SamlFailure? failure)
    {
        keys = null;
        failure = null;
        var parsed = new List<IdpSigningKey>();
        IReadOnlyList<string> certificates = PastedCertificates.Split(text);
        foreach (string base64 in certificates)
        {
            byte[] der = new byte[base64.Length];
            if (!Convert.TryFromBase64String(base64, der, out int length))
            {
                failure = Unusable("it is not base64; paste the file 'Certificate (Base64)' whole");
            }
            else if (TryCreate(der.AsSpan(0, length), out IdpSigningKey? key, out failure))
            {
                parsed.Add(key);
                continue;
            }

            failure = failure with { Detail = $"Certificate {parsed.Count + 1} of {certificates.Count}: {failure.Detail}" };
            return false;
        }

        if (parsed.Count == 0)
        {
            failure = Unusable("there is none");
            return false;
        }

        keys = parsed;
        return true;
    }

    /// <summary>Whether this key made <paramref name="signature"/> over <paramref name="data"/>; false when it is a key of another kind.</summary>
    internal bool Verifies(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var input = new SignedInput { Algorithm = algorithm, Data = data, Signature = signature };
        return algorithm.IsRsa
            ? _rsa is not null && _rsa.Use(input, static (rsa, i) => rsa.VerifyData(i.Data, i.Signature, i.Algorithm.Hash, RSASignaturePadding.Pkcs1))
            : _ecdsa is not null && _ecdsa.Use(input, static (ec, i) => ec.VerifyData(i.Data, i.Signature, i.Algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    private static SamlFailure Unusable(string why) =>
        new(SamlError.CertificateUnusable, "saml-metadata-2.0-os 2.4.1.1", $"The certificate cannot be used: {why}.");

    private ref struct SignedInput
    {
        internal required SignatureAlgorithm Algorithm;
        internal required ReadOnlySpan<byte> Data;
        internal required ReadOnlySpan<byte> Signature;
    }
}
