using LocalIdp;
using Saml.Tests.Support;

namespace Saml.Tests.Attacks;

/// <summary>Two elements of one ID are two answers to the question what was signed.</summary>
public sealed class DuplicateIdTests
{
    [Theory]
    [InlineData("ID=\"_assertion\"")]
    [InlineData("Id=\"_assertion\"")]
    [InlineData("id=\"_assertion\"")]
    [InlineData("iD=\"_assertion\"")]
    [InlineData("xml:id=\"_assertion\"")]
    [InlineData("ID='_assertion'")]
    [InlineData("ID=\"&#95;assertion\"")]
    [InlineData("ID=\"&#x5F;assertion\"")]
    [InlineData("ID=\"_asserti&#111;n\"")]
    [InlineData("ID=\"_response\"")]
    public void An_unsigned_element_with_the_id_of_a_signed_one(string attribute) =>
        ResponseScenario.SignedBoth.After("<samlp:Status>", $"<samlp:Extensions><x {attribute}/></samlp:Extensions><samlp:Status>").Refused(SamlError.DuplicateId);

    [Fact]
    public void Two_ids_of_one_element() =>
        ResponseScenario.Entra.After("<samlp:Response ID=\"_response\"", "<samlp:Response ID=\"_response\" xml:id=\"_response\"").Refused(SamlError.DuplicateId);

    [Theory]
    [InlineData("15")]
    [InlineData("16")]
    [InlineData("17")]
    [InlineData("40")]
    public void The_last_of_many_ids(string many)
    {
        int count = int.Parse(many, System.Globalization.CultureInfo.InvariantCulture);
        string elements = string.Concat(Enumerable.Range(0, count).Select(i => $"<x ID=\"_{i}\"/>"));
        ResponseScenario.Entra.Before("<samlp:Status>", $"<samlp:Extensions>{elements}</samlp:Extensions><samlp:Status>").Accepted();
        ResponseScenario.Entra.Before("<samlp:Status>", $"<samlp:Extensions>{elements}<x Id='&#95;{count - 1}'/></samlp:Extensions><samlp:Status>").Accepted();
        ResponseScenario.Entra.Before("<samlp:Status>", $"<samlp:Extensions>{elements}<x Id='&#95;assertion'/></samlp:Extensions><samlp:Status>").Refused(SamlError.DuplicateId);
        ResponseScenario.Entra.Before("<samlp:Status>", $"<samlp:Extensions ID='_{count - 1}'>{elements}</samlp:Extensions><samlp:Status>").Refused(SamlError.DuplicateId);
        ResponseScenario.Entra.Before("<samlp:Status>", $"<samlp:Extensions>{elements}<x xml:id='_{count - 1}'/></samlp:Extensions><samlp:Status>").Refused(SamlError.DuplicateId);
    }

    /// <summary>Nobody can refer to them, and the standards that they come from need not know of IDs.</summary>
    [Fact]
    public void Elements_of_strangers_may_repeat_what_they_call_an_id() => ResponseScenario.Entra
        .With(o => o.WithAttribute("nested", "PLACEHOLDER"))
        .Before("PLACEHOLDER", "<e:a xmlns:e=\"urn:e\" id=\"1\"/><e:a xmlns:e=\"urn:e\" id=\"1\"/>").Accepted();

    [Theory]
    [InlineData("<x ID=\"_Assertion\"/>")]
    [InlineData("<x e:ID=\"_assertion\" xmlns:e=\"urn:e\"/>")]
    [InlineData("<x Identity=\"_assertion\"/>")]
    [InlineData("<x>_assertion</x>")]
    public void What_is_no_repeated_id_does_no_harm(string element) =>
        ResponseScenario.Entra.After("<samlp:Status>", $"<samlp:Extensions>{element}</samlp:Extensions><samlp:Status>").Accepted();
}
