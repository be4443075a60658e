using LocalIdp;

namespace SignOn.Tests.Traces;

public sealed class SignInTraceTests
{
    [Fact]
    public async Task A_trace_says_what_was_sent_without_who_it_was()
    {
        var world = new World();
        await world.SignedInAsync(o => o.WithAttribute("UserEmail", "b.simon@contoso.com"));

        var record = Assert.Single(world.Log.All);
        var trace = record.ReadTrace()!;

        Assert.Equal(World.Start, trace.Now);
        Assert.True(trace.Message!.Proven);
        Assert.Contains(trace.Message.Attributes, a => a is { Name: "UserEmail", Values: 1 });
        Assert.Equal(record.CertificateThumbprint, trace.Message.AssertionSignature!.VerifiedBy);
        Assert.DoesNotContain("simon", record.Trace, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whatever_is_sent_a_trace_stays_within_its_bound()
    {
        var world = new World();
        var wordy = new string('a', 900);
        await world.SignInAsync(o => Enumerable.Range(0, 60).Aggregate(o, (r, i) => r.WithAttribute($"{wordy}{i}", "x")));
        await world.SignInAsync(o => o with { AudienceRestrictions = [.. Enumerable.Range(0, 30).Select(i => (IReadOnlyList<string>)[wordy + i, wordy])] });

        Assert.All(world.Log.All, r => Assert.InRange(r.Trace!.Length, 100, TraceCell.MaxLength));
        Assert.Empty(world.Log.All[0].ReadTrace()!.Message!.Attributes);
        Assert.Equal(2, world.Log.All.Count);
    }

    [Fact]
    public async Task An_ordinary_trace_takes_few_kibibytes()
    {
        var world = new World();
        await world.SignedInAsync();

        Assert.InRange(Assert.Single(world.Log.All).Trace!.Length, 500, 4096);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"now\":\"2026-11-22T09:00:00+00:00\"}")]
    [InlineData("{\"now\":\"2026-11-22T09:00:00+00:00\",\"settings\":{\"entityId\":\"e\",\"replyUrl\":\"r\",\"idpEntityId\":\"i\",\"certificates\":null}}")]
    public void A_cell_that_somebody_broke_is_no_trace(string cell) => Assert.Null(TraceCell.Read(cell));

    [Theory]
    [InlineData("https://sp.example/b.simon@contoso.com")]
    [InlineData("https://sp.example/?u=b.simon%40contoso.com")]
    public void What_looks_like_an_address_of_a_person_is_left_out(string text) => Assert.Equal(Redaction.LeftOut, Redaction.Text(text));

    [Fact]
    public void Characters_that_forge_lines_become_spaces() => Assert.Equal("a b c", Redaction.Text("a\nb\u0085c"));
}
