namespace LocalIdp;

/// <summary>Changes that touch two places of a Response at once.</summary>
public static class SamlResponseOptionsExtensions
{
    /// <summary>Sets Destination and Recipient.</summary>
    public static SamlResponseOptions WithAcs(this SamlResponseOptions options, string? url)
        => options with { Destination = url, Recipient = url };

    /// <summary>Sets the issuer of Response and assertion.</summary>
    public static SamlResponseOptions WithIssuer(this SamlResponseOptions options, string? issuer)
        => options with { ResponseIssuer = issuer, AssertionIssuer = issuer };

    /// <summary>Sets InResponseTo of Response and confirmation; null makes the Response unsolicited.</summary>
    public static SamlResponseOptions WithInResponseTo(this SamlResponseOptions options, string? requestId)
        => options with { InResponseTo = requestId, ConfirmationInResponseTo = requestId };

    /// <summary>One AudienceRestriction with these audiences; none leaves the restriction out.</summary>
    public static SamlResponseOptions WithAudiences(this SamlResponseOptions options, params string[] audiences)
        => options with { AudienceRestrictions = audiences.Length == 0 ? [] : [audiences] };

    /// <summary>The default claims for this account, with the tutorial's three mappings, in the default directory.</summary>
    public static SamlResponseOptions WithUser(this SamlResponseOptions options, LocalIdpUser user)
        => options with
        {
            Attributes = EntraAttributes.For(LocalIdpOptions.DefaultDirectoryId, user, LocalIdpApplication.TutorialAttributes),
        };

    /// <summary>Replaces the attribute of that name, or adds it at the end; no values removes it.</summary>
    public static SamlResponseOptions WithAttribute(this SamlResponseOptions options, string name, params string[] values)
    {
        List<SamlClaim> attributes = [.. options.Attributes ?? []];
        var at = attributes.FindIndex(attribute => attribute.Name == name);
        if (at >= 0) attributes.RemoveAt(at);
        if (values.Length > 0) attributes.Insert(at >= 0 ? at : attributes.Count, new SamlClaim(name, values));
        return options with { Attributes = attributes };
    }

    /// <summary>A Response without assertion that reports a failure: codes outermost first.</summary>
    public static SamlResponseOptions WithFailure(this SamlResponseOptions options, string? message, params string[] codes)
        => options with { HasAssertion = false, StatusCodes = codes, StatusMessage = message };
}
