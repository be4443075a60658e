using System.Collections.Frozen;

namespace SignOn;

/// <summary>
/// What a code means and how it is mended, in the words of docs/error-codes.md: a test holds both together, so that a page never says anything
/// else than the document.
/// </summary>
/// <param name="Who">Who mends it.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Mend">What to do.</param>
public sealed record RefusalAdvice(AdviceFor Who, string Meaning, string Mend)
{
    private static readonly FrozenDictionary<string, RefusalAdvice> All = new Dictionary<string, RefusalAdvice>
    {
        ["TenantUnknown"] = new(AdviceFor.Operator, "There is no row for the id in the address.", "Check the address. Make the row; a new row is found within 30 seconds."),
        ["TenantDisabled"] = new(AdviceFor.Operator, "The row has Enabled = false. Outsiders see no difference to an unknown tenant.", "Set Enabled to true in the settings, if the tenant is to sign in again."),
        ["TenantMisconfigured"] = new(AdviceFor.Operator, "A column of the row does not parse. Other tenants are not concerned.", "The log and the detail of /health name the columns. Mend them."),
        ["ResponseReplayed"] = new(AdviceFor.Person, "This response or its assertion was accepted before.", "Start again. Often it was the browser's 'back' or 'reload'. If nobody did that, treat it as an attempt to use a stolen response."),
        ["LogoutRequestReplayed"] = new(AdviceFor.Person, "The IdP's logout request was obeyed before.", "Nothing has to be mended: the sessions have ended. If nobody reloaded a page, treat it as an attempt to use a stolen request."),
        ["RequestAlreadyConsumed"] = new(AdviceFor.Person, "The sign-in that this response answers was finished by another response.", "Start again."),
        ["SubjectMissing"] = new(AdviceFor.Idp, "The assertion has no name by which we could know the person next time: none at all, a transient NameID, one longer than 1,024 characters, or several values.", "Send a persistent NameID, or one value of an attribute of column SubjectAttributes."),
        ["UserUnknown"] = new(AdviceFor.Operator, "JustInTime is false and no invitation matches. Detail tells which: no e-mail address was sent, its domain is not in EmailDomains, nobody was invited with it, or it is linked to another person.", "Invite the person, or add the domain. If the address is missing, see columns EmailAttributes and NameIdFormat."),
        ["IdpMetadataExpired"] = new(AdviceFor.Idp, "The IdP's metadata says that it must not be used any longer (validUntil), and no newer one could be had.", "Publish new metadata at the address of column IdpMetadataUrl; IdpMetadataError says what is wrong there. As a stopgap empty IdpMetadataUrl: then the certificates in the row count until you change them."),
        ["AuthnContextNotAccepted"] = new(AdviceFor.Idp, "The IdP authenticated the person in a way that is not in AcceptedAuthnContexts (nor in RequestedAuthnContexts, where that is empty). Detail names both.", "Let the IdP demand one of the accepted ways for this application, for example by Conditional Access. Or add the way to AcceptedAuthnContexts."),
        ["AuthenticationTooOld"] = new(AdviceFor.Idp, "ForceAuthn is true, and the IdP tells of an authentication before this sign-in began.", "Start again from our sign-on URL. If it stays, the IdP does not obey ForceAuthn: set ForceAuthn to false, or have the IdP mended."),
        ["UserDisabled"] = new(AdviceFor.Operator, "The user's row, or the invitation, is disabled; or the row was edited so that it cannot be read.", "Press 'Enable' on the user's page, or send POST …/enable to the API. If the page shows no such user, the row was edited by hand: put Status back to active."),
        ["ResponseMissing"] = new(AdviceFor.Idp, "The form has no SAMLResponse.", "The IdP must answer with the HTTP-POST binding. Somebody may also have posted to the address by hand."),
        ["MessageTooLarge"] = new(AdviceFor.Idp, "The response has more than 256 KiB, or 360 KiB as base64.", "Send fewer attributes; most often groups. Use app roles instead."),
        ["NotBase64"] = new(AdviceFor.Idp, "SAMLResponse is not base64.", "Look at the form with the browser's developer tools: the field SAMLResponse must hold base64. A proxy on the way may have changed it."),
        ["NotXml"] = new(AdviceFor.Idp, "The message is not well-formed XML in UTF-8.", "Decode the field SAMLResponse and look at it. A proxy on the way may have changed or cut it; otherwise it is a fault of the IdP's software."),
        ["DoctypeForbidden"] = new(AdviceFor.Idp, "The message has a document type declaration.", "No SAML software sends one. Treat it as an attack."),
        ["DocumentTooComplex"] = new(AdviceFor.Idp, "The document is nested too deeply, or has too many nodes, attributes, namespaces or prefixes.", "Send fewer attributes. A true response is far below the limits."),
        ["DuplicateId"] = new(AdviceFor.Idp, "Two elements have the same ID.", "Ask the maker of the IdP's software to give every element an ID of its own. If the IdP did not write it so, treat it as an attack."),
        ["NotAResponse"] = new(AdviceFor.Idp, "The message is no SAML 2.0 Response, for example a request or a SAML 1.1 answer.", "Choose SAML 2.0 at the IdP. Check that the reply URL is the ACS address and nothing else."),
        ["SchemaViolation"] = new(AdviceFor.Idp, "An element or attribute that SAML demands is missing or wrong.", "Detail names it. Ask the maker of the IdP's software to send what the SAML schema demands."),
        ["VersionUnsupported"] = new(AdviceFor.Idp, "The message is of another version of SAML than 2.0.", "Choose SAML 2.0 for this application at the IdP."),
        ["DestinationMismatch"] = new(AdviceFor.Idp, "The response was sent to another address than this tenant's reply URL.", "Copy the reply URL again, letter by letter (Expected has it). If it looks right, check App__BaseUrl and column UrlStyle."),
        ["StatusNotSuccess"] = new(AdviceFor.Idp, "The IdP answered with an error instead of a person. The page quotes the IdP's words, where they answer a request of this browser.", "Detail has the AADSTS number, if there is one. Look it up in the IdP's sign-in log. Often the person is not assigned to the application."),
        ["AssertionMissing"] = new(AdviceFor.Idp, "The response says 'success' but holds no assertion.", "Look at the IdP's log of this sign-in, and let it release an assertion for this application."),
        ["AssertionNotUnique"] = new(AdviceFor.Idp, "The response holds more than one assertion.", "Let the IdP send one assertion for each sign-in. No IdP of our guides sends more."),
        ["AssertionEncrypted"] = new(AdviceFor.Operator, "The assertion, or a part of it, is encrypted, and we have no key that can decrypt: only RSA keys can.", "Add an RSA key to our certificates, or let the IdP turn token encryption off for this application."),
        ["DecryptionFailed"] = new(AdviceFor.Idp, "What is encrypted could not be decrypted, or nobody may know what is wrong with what was in it, because the Response itself is not signed.", "Received begins with the code that it would have without encryption, if there is one: look that up here. If not, encrypt to the certificate in our metadata."),
        ["IssuerMismatch"] = new(AdviceFor.Operator, "The issuer is not this tenant's IdP.", "Compare Received with column IdpEntityId. Entra's ends with a slash. If somebody chose the wrong account, nothing is to be mended."),
        ["SignatureMissing"] = new(AdviceFor.Idp, "Nothing is signed, or RequireSignedResponse is true and only the assertion is. Of a logout request: it is not signed, so it only asks 'Sign out?'.", "Switch signing on: 'Sign SAML response and assertion' at Entra."),
        ["SignatureMisplaced"] = new(AdviceFor.Idp, "A signature stands at a wrong place, or does not cover its own parent.", "Ask the maker of the IdP's software to sign the Response or the assertion as a whole. If the IdP did not write it so, treat it as an attack."),
        ["AlgorithmRefused"] = new(AdviceFor.Idp, "A weak or unknown algorithm, such as SHA-1 or RSA 1.5, or a key that would have to be fetched from elsewhere (Received has it).", "Choose RSA-SHA256; for encryption AES-256 in GCM and RSA-OAEP, with the wrapped key in the message."),
        ["SignatureInvalid"] = new(AdviceFor.Operator, "None of the tenant's certificates fits the signature.", "Most often the IdP has a new certificate. With column IdpMetadataUrl the row follows by itself; IdpMetadataError says when it could not. Otherwise add it to IdpCertificates."),
        ["DigestMismatch"] = new(AdviceFor.Idp, "What was signed was changed afterwards.", "Look for a proxy on the way that rewrites pages. If there is none, treat it as an attack."),
        ["CertificateExpired"] = new(AdviceFor.Idp, "The signature fits, but its certificate is outside its validity, and RejectExpiredCertificates is true.", "Make a new certificate active at the IdP and add it here. As a stopgap, set RejectExpiredCertificates to false."),
        ["SubjectConfirmationMissing"] = new(AdviceFor.Idp, "The assertion has no subject confirmation of method bearer.", "Choose the Web Browser SSO profile for this application at the IdP."),
        ["RecipientMismatch"] = new(AdviceFor.Idp, "The assertion was made for another reply URL.", "Copy the reply URL again, letter by letter (Expected has it). If it looks right, check App__BaseUrl and column UrlStyle."),
        ["InResponseToMismatch"] = new(AdviceFor.Person, "This browser has no sign-in that waits for this answer.", "Start again. Causes: more than ten minutes at the IdP, another browser or device, a bookmark of the IdP's page, cookies switched off."),
        ["UnsolicitedResponse"] = new(AdviceFor.Operator, "The sign-in began at the IdP and AllowIdpInitiated is false.", "Let the IdP's tile open our sign-on URL (Entra: fill in 'Sign on URL'). Or set AllowIdpInitiated to true."),
        ["AssertionExpired"] = new(AdviceFor.Person, "The assertion is too old. The clocks may differ by three minutes.", "Start again. If everybody is concerned, compare the IdP's clock."),
        ["AssertionNotYetValid"] = new(AdviceFor.Idp, "The assertion, its conditions or its authentication lie in the future by more than three minutes.", "Set the clock of the IdP's server right; it runs ahead. If all IdPs are concerned, ours runs behind."),
        ["AudienceMismatch"] = new(AdviceFor.Idp, "The assertion is for another service provider.", "Copy the identifier (entity ID) again, letter by letter (Expected has it)."),
        ["ConditionUnknown"] = new(AdviceFor.Idp, "The assertion has a condition that we do not know, so we cannot say that it is met.", "Let the IdP send the assertion without that condition (Received names it)."),
        ["AuthnStatementMissing"] = new(AdviceFor.Idp, "The assertion does not say that anybody signed in.", "Let the IdP send an AuthnStatement for this application; without one it is no sign-in."),
        ["SessionExpired"] = new(AdviceFor.Person, "The IdP's own session has already ended (SessionNotOnOrAfter).", "Sign in at the IdP again."),
        ["NotALogoutMessage"] = new(AdviceFor.Idp, "A logout message is of another kind than its parameter says.", "Ask the maker of the IdP's software to send requests as SAMLRequest and answers as SAMLResponse."),
        ["CertificateUnusable"] = new(AdviceFor.Operator, "A certificate cannot be read, or its key is too weak. Met while a row is read or metadata is imported.", "Paste the certificate again. The row's error says which one it is."),
        ["MetadataUnusable"] = new(AdviceFor.Operator, "Metadata describes no SAML 2.0 identity provider, or several, or has expired. Met while metadata is imported.", "Download it again from the IdP."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every code that there is advice for.</summary>
    internal static IEnumerable<string> Codes => All.Keys;

    /// <summary>The advice for a code; null for an unknown one.</summary>
    /// <param name="code">Name of a <see cref="Saml.SamlError"/> or <see cref="SignOnError"/>.</param>
    public static RefusalAdvice? Of(string? code) => code is null ? null : All.GetValueOrDefault(code);
}
