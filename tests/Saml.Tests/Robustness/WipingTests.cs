using System.Buffers;
using System.Text;
using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Robustness;

/// <summary>Buffers that held people's names go back to the pool wiped, as PooledBuffer promises.</summary>
public sealed class WipingTests
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret that must not stay");

    private static readonly int[] Sizes = [.. Enumerable.Range(4, 15).Select(power => 1 << power)];

    private static readonly Dictionary<string, Func<string>> Fields = new()
    {
        ["a name in escapes"] = () => Field(s => s.With(o => o.WithAttribute("&" + Repeated(110), "v"))),
        ["a long name"] = () => Field(s => s.With(o => o with { NameId = Repeated(110) })),
        ["a short name"] = () => Field(s => s.With(o => o with { NameId = Repeated(1) })),
        ["a name that a comment splits"] = () => Field(s => s.Before(ResponseScenario.NameIdValue, Repeated(40) + "<!-- -->" + Repeated(40))),
        ["a field that is no base64 at its end"] = () => Convert.ToBase64String(Encoding.UTF8.GetBytes(Repeated(300))) + "%%%%",
        ["a document that is no XML at its end"] = () => Convert.ToBase64String(Encoding.UTF8.GetBytes("<a>" + Repeated(300) + "</b>")),
        ["a changed name"] = () => Field(s => s.After(ResponseScenario.NameIdValue, Repeated(200))),
        ["an encrypted name"] = () => Field(s => Named(s).Encrypted(new HandEncryptor())),
        ["a name encrypted with cbc"] = () => Field(s => Named(s).Encrypted(new HandEncryptor { Content = HandEncryptor.Aes256Cbc })),
        ["an encrypted name and no signature"] = () => Field(s => (Named(s) with { Parts = SignedParts.None }).Encrypted(new HandEncryptor { Content = HandEncryptor.Aes256Cbc })),
        ["an encrypted name in a document that does not end"] = () => Field(s => Named(s).Encrypted(new HandEncryptor { Plaintext = xml => xml[..^4] })),
        ["a name under padding that is none"] = () => Field(s => Named(s).Encrypted(new HandEncryptor { Content = HandEncryptor.Aes256Cbc, Padding = missing => [.. new byte[missing - 1], 77] })),
        ["a name at the end, taken for padding"] = () => Field(s => s.Encrypted(new HandEncryptor { Content = HandEncryptor.Aes128Cbc, Padding = Swallowing, Plaintext = xml => xml + Repeated(20) })),
        ["an EncryptedID"] = () => Field(s => Named(s).Before(xml => Edit.Once(xml, Edit.Cut(xml, "<NameID", "</NameID>"), new HandEncryptor().Encrypt(Edit.Cut(xml, "<NameID", "</NameID>"), "EncryptedID")))),
    };

    public static TheoryData<string> Names => [.. Fields.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_stays_of(string what)
    {
        byte[] octets = Encoding.ASCII.GetBytes(Fields[what]());
        Assert.All(Sizes, Scrub);
        ResponseVerifier.TryVerify(octets, ResponseScenario.Entra.Expected, ResponseScenario.Now, out _, out _);
        Assert.All(Sizes, size => Assert.All(Rented(size), array => Assert.True(array.AsSpan().IndexOf(Secret) < 0, $"{what}: it stays in a buffer of {size} octets.")));
    }

    private static ResponseScenario Named(ResponseScenario scenario) => scenario.With(o => o with { NameId = Repeated(110) });

    /// <summary>One octet more than a block, whose last octet says sixteen.</summary>
    private static byte[] Swallowing(int missing) => missing == 16 ? [.. new byte[15], 16] : [.. Enumerable.Repeat((byte)'n', missing - 1), 16];

    private static string Repeated(int times) => string.Concat(Enumerable.Repeat(Encoding.UTF8.GetString(Secret), times));

    private static string Field(Func<ResponseScenario, ResponseScenario> change) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(change(ResponseScenario.SignedBoth).Xml()));

    /// <summary>Takes away what the test itself left in the pool.</summary>
    private static void Scrub(int size)
    {
        byte[][] arrays = [.. Enumerable.Range(0, 64).Select(_ => ArrayPool<byte>.Shared.Rent(size))];
        foreach (byte[] array in arrays)
        {
            array.AsSpan().Clear();
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    /// <summary>What this thread gave back comes out first; another buffer of the size may have gone back after the one that matters.</summary>
    private static byte[][] Rented(int size)
    {
        byte[][] arrays = [.. Enumerable.Range(0, 8).Select(_ => ArrayPool<byte>.Shared.Rent(size))];
        byte[][] copies = [.. arrays.Select(array => (byte[])[.. array])];
        Array.ForEach(arrays, array => ArrayPool<byte>.Shared.Return(array));
        return copies;
    }
}
