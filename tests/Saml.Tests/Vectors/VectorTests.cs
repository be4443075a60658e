using System.Text;

namespace Saml.Tests.Vectors;

/// <summary>Responses signed and encrypted by xmlsec1, which shares no code with us or with the framework.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Names => [.. Vector.Names];

    public static TheoryData<string> PlainNames => [.. Vector.Names.Where(name => !name.StartsWith("encrypted", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_vector_gives_what_its_sidecar_says(string name)
    {
        var vector = Vector.Load(name);
        if (vector.Refusal is { } error)
        {
            vector.Scenario().Refused(vector.Document, error);
            return;
        }

        VerifiedResponse response = vector.Scenario().Accepted(vector.Document);
        Assert.Equal(vector.NameId, response.NameId!.Value);
        Assert.Equal("_a", response.AssertionId);
    }

    [Fact]
    public void The_vectors_are_there() => Assert.True(Vector.Names.Count() >= 30, "Run tests/vectors/make-vectors.sh and check its files in.");

    [Fact]
    public void Escapes_come_out_of_a_vector_as_they_were_meant()
    {
        var vector = Vector.Load("indented-both-inclusive-prefixes");
        VerifiedResponse response = vector.Scenario().Accepted(vector.Document);

        SamlAttribute attribute = Assert.Single(response.Attributes);
        Assert.Equal("tab\tquote\"lt<", attribute.Name);
        Assert.Equal(["one\rtwo\nthree", ""], attribute.Values);
        Assert.Equal("s&1", response.SessionIndex);
    }

    [Theory]
    [MemberData(nameof(PlainNames))]
    public void No_octet_of_a_name_can_be_changed(string name)
    {
        var vector = Vector.Load(name);
        int at = vector.Document.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name.StartsWith("entra", StringComparison.Ordinal) ? "-id</NameID>" : "@example.com</"));
        for (int i = 0; i < 3 && vector.Refusal is null; i++)
        {
            byte[] changed = [.. vector.Document];
            changed[at + i]++;
            vector.Scenario().Refused(changed, SamlError.DigestMismatch);
        }
    }
}
