namespace Saml.Tests.Support.Fuzzing;

/// <summary>An honest message, and how the engine is asked about mutations of it.</summary>
internal sealed record FuzzTarget
{
    public required string Name { get; init; }

    /// <summary>Of a thousand cases about this many are its own: what needs a private key for every case gets few.</summary>
    public required int Weight { get; init; }

    /// <summary>What is mutated.</summary>
    public required byte[] Document { get; init; }

    /// <summary>Another honest message, whose pieces an attacker has as well.</summary>
    public required byte[] Other { get; init; }

    /// <summary>Whether the document is XML; else it is a query or base64, and has no tree.</summary>
    public bool IsXml { get; init; } = true;

    /// <summary>Asks the engine.</summary>
    public required Func<byte[], FuzzVerdict> Verify { get; init; }

    /// <summary>The mutation that these random numbers make: of octets, of tokens, of the tree, or of the tree and then of octets.</summary>
    public byte[] Mutate(Random random)
    {
        int level = random.Next(20);
        byte[] document = Document;
        if (IsXml && level >= 17)
        {
            document = Rearranger.Rearrange(document, random);
            return level < 19 ? document : new Mutator(random.Next()).Mutate(document, Other);
        }

        return level < 6 ? new Mutator(random.Next()).Mutate(document, Other) : new TokenMutator(random).Mutate(document, Other);
    }
}
