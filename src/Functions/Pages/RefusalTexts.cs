using Saml;
using SignOn;

namespace Functions.Pages;

/// <summary>Which fixed sentence belongs to which code of a refused sign-in.</summary>
internal static class RefusalTexts
{
    /// <summary>The sentence; every code that has none of its own means that the response did not pass the checks.</summary>
    /// <param name="code">Name of a <see cref="SamlError"/> or <see cref="SignOnError"/>.</param>
    public static ErrorText For(string code) => code switch
    {
        nameof(SamlError.InResponseToMismatch) => ErrorText.LostRequest,
        nameof(SamlError.UnsolicitedResponse) => ErrorText.StartHere,
        nameof(SamlError.StatusNotSuccess) => ErrorText.IdpRefused,
        nameof(SamlError.AssertionExpired) or nameof(SamlError.AssertionNotYetValid) or nameof(SamlError.SessionExpired) => ErrorText.TimesWrong,
        nameof(SignOnError.ResponseReplayed) or nameof(SignOnError.RequestAlreadyConsumed) => ErrorText.AlreadyUsed,
        nameof(SignOnError.AuthnContextNotAccepted) => ErrorText.WrongWay,
        nameof(SignOnError.AuthenticationTooOld) => ErrorText.TooOld,
        nameof(SignOnError.UserUnknown) => ErrorText.NoAccount,
        nameof(SignOnError.UserDisabled) => ErrorText.AccountDisabled,
        _ => ErrorText.Untrusted,
    };
}
