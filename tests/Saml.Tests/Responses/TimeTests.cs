using Saml.Tests.Support;

namespace Saml.Tests.Responses;

/// <summary>Clocks may differ by three minutes: which side of the edge is in, and how times may be written.</summary>
public sealed class TimeTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_confirmation_holds_until_just_before_its_end_and_the_skew()
    {
        TimeSpan edge = TimeSpan.FromMinutes(5) + SamlLimits.ClockSkew;
        ResponseScenario.Entra.At(edge - Tick).Accepted();
        ResponseScenario.Entra.At(edge).Refused(SamlError.AssertionExpired);
    }

    [Fact]
    public void Conditions_hold_until_just_before_their_end_and_the_skew()
    {
        ResponseScenario scenario = ResponseScenario.Entra.With(o => o with { NotOnOrAfter = ResponseScenario.Now.AddMinutes(1) });
        scenario.At(TimeSpan.FromMinutes(4) - Tick).Accepted();
        scenario.At(TimeSpan.FromMinutes(4)).Refused(SamlError.AssertionExpired);
    }

    [Fact]
    public void Conditions_hold_from_the_skew_before_their_start()
    {
        ResponseScenario scenario = ResponseScenario.Entra.With(o => o with { NotBefore = ResponseScenario.Now.AddMinutes(3) });
        scenario.Accepted();
        scenario.At(-Tick).Refused(SamlError.AssertionNotYetValid);
    }

    [Fact]
    public void An_authentication_may_lie_ahead_by_the_skew()
    {
        ResponseScenario scenario = ResponseScenario.Entra.With(o => o with { AuthnInstant = ResponseScenario.Now.AddMinutes(3) });
        scenario.Accepted();
        scenario.At(-Tick).Refused(SamlError.AssertionNotYetValid);
    }

    [Fact]
    public void A_response_may_be_issued_ahead_by_the_skew()
    {
        ResponseScenario scenario = ResponseScenario.Entra.With(o => o with { ResponseIssueInstant = ResponseScenario.Now.AddMinutes(3) });
        scenario.Accepted();
        scenario.At(-Tick).Refused(SamlError.AssertionNotYetValid);
    }

    [Fact]
    public void An_assertion_may_be_issued_ahead_by_the_skew()
    {
        ResponseScenario scenario = ResponseScenario.Entra.With(o => o with { AssertionIssueInstant = ResponseScenario.Now.AddMinutes(3) });
        scenario.Accepted();
        scenario.At(-Tick).Refused(SamlError.AssertionNotYetValid);
    }

    [Fact]
    public void A_session_that_has_ended_is_refused_without_skew()
    {
        ResponseScenario scenario = ResponseScenario.Entra.With(o => o with { SessionNotOnOrAfter = ResponseScenario.Now.AddMinutes(1) });
        scenario.At(TimeSpan.FromMinutes(1) - Tick).Accepted();
        scenario.At(TimeSpan.FromMinutes(1)).Refused(SamlError.SessionExpired);
    }

    [Fact]
    public void Any_ended_session_of_several_authentications_is_refused() =>
        ResponseScenario.Entra.Before(
            "</Assertion>",
            "<AuthnStatement AuthnInstant=\"2026-11-22T11:00:00Z\" SessionNotOnOrAfter=\"2026-11-22T11:30:00Z\"><AuthnContext/></AuthnStatement></Assertion>")
            .Refused(SamlError.SessionExpired);

    [Fact]
    public void The_time_from_which_a_response_is_refused_is_told()
    {
        DateTimeOffset until = ResponseScenario.Entra.Accepted().AcceptableUntil;
        (ResponseScenario.Entra with { Clock = until - Tick }).Accepted();
        (ResponseScenario.Entra with { Clock = until }).Refused(SamlError.AssertionExpired);
    }

    [Theory]
    [InlineData("2026-11-22T12:05:00Z")]
    [InlineData("2026-11-22T12:05:00")]
    [InlineData("2026-11-22T12:05:00.1Z")]
    [InlineData("2026-11-22T12:05:00.1234567Z")]
    [InlineData("2026-11-22T12:05:00.123456789012Z")]
    [InlineData("2026-11-22T12:05:00.000")]
    [InlineData("2026-11-22T14:05:00+02:00")]
    [InlineData("2026-11-22T04:05:00.5-08:00")]
    [InlineData(" 2026-11-22T12:05:00Z\n")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("2026-11-22T24:00:00Z")]
    [InlineData("2026-11-22T24:00:00.000Z")]
    public void Times_may_be_written_as_the_schema_allows(string end) => Ending(end).Accepted();

    [Theory]
    [InlineData("2026-11-22T14:05:00+02:00")]
    [InlineData("2026-11-22T12:05:00")]
    public void Offsets_are_honoured_and_no_zone_means_utc(string end) =>
        Assert.Equal(ResponseScenario.Now.AddMinutes(5) + SamlLimits.ClockSkew, Ending(end).Accepted().AcceptableUntil);

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22 12:05:00Z")]
    [InlineData("2026-11-22T12:05:00.Z")]
    [InlineData("2026-11-22T12:05Z")]
    [InlineData("2026-13-22T12:05:00Z")]
    [InlineData("2026-11-31T12:05:00Z")]
    [InlineData("2026-11-22T25:05:00Z")]
    [InlineData("2026-11-22T12:05:00Z ; DROP")]
    [InlineData("２０２６-11-22T12:05:00Z")]
    [InlineData("20260-11-22T12:05:00Z")]
    [InlineData("-2026-11-22T12:05:00Z")]
    [InlineData("2026-11-22T12:05:00+25:00")]
    [InlineData("2026-11-22T12:05:00+14:01")]
    [InlineData("2026-11-22T12:05:00+0100")]
    [InlineData("2026-11-22T12:05:00+1:00")]
    [InlineData("2026-11-22T12:05:00z")]
    [InlineData("2026-11-22T12:05:00 Z")]
    [InlineData("2026-11-22T24:00:01Z")]
    [InlineData("2026-11-22T24:00:00.1Z")]
    [InlineData("9999-12-31T24:00:00Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void Times_that_the_schema_does_not_allow_are_refused(string end) => Ending(end).Refused(SamlError.SchemaViolation);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:01:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public void A_response_issued_at_the_beginning_of_time_is_no_reason_to_stumble(string issued) =>
        ResponseScenario.Entra.After("IssueInstant=\"2026-11-22T12:00:00.000Z\" Destination", $"IssueInstant=\"{issued}\" Destination").Accepted();

    [Theory]
    [InlineData("NotBefore")]
    [InlineData("NotOnOrAfter")]
    [InlineData("AuthnInstant")]
    [InlineData("SessionNotOnOrAfter")]
    [InlineData("IssueInstant")]
    public void The_first_and_the_last_instant_never_make_an_exception(string attribute)
    {
        foreach (string instant in (string[])["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z"])
        {
            ResponseScenario scenario = ResponseScenario.Entra
                .With(o => o with { SessionNotOnOrAfter = ResponseScenario.Now.AddHours(1) })
                .Before(xml => System.Text.RegularExpressions.Regex.Replace(xml, $" {attribute}=\"[^\"]*\"", $" {attribute}=\"{instant}\""));
            scenario.TryVerify(System.Text.Encoding.UTF8.GetBytes(scenario.Xml()), out _, out _);
        }
    }

    [Fact]
    public void The_end_of_a_day_is_the_start_of_the_next() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 3, 0, TimeSpan.Zero), Ending("2026-11-22T24:00:00Z").Before("NotOnOrAfter=\"2026-11-22T13", "NotOnOrAfter=\"2026-11-24T13").Accepted().AcceptableUntil);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    public void Conditions_that_end_before_they_begin_never_hold_whatever_the_skew(int start, int end) =>
        ResponseScenario.Entra.With(o => o with { NotBefore = ResponseScenario.Now.AddMinutes(start), NotOnOrAfter = ResponseScenario.Now.AddMinutes(end) }).Refused(SamlError.SchemaViolation);

    [Fact]
    public void A_future_issue_instant_is_refused() =>
        ResponseScenario.Entra.With(o => o with { ResponseIssueInstant = DateTimeOffset.MaxValue }).Refused(SamlError.AssertionNotYetValid);

    private static ResponseScenario Ending(string end) =>
        ResponseScenario.Entra.Before("NotOnOrAfter=\"2026-11-22T12:05:00.000Z\"", $"NotOnOrAfter=\"{end}\"");
}
