using Microsoft.Extensions.Logging;

namespace SignOn;

/// <summary>Everything that the domain logs. No names, addresses, tokens or messages of people.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The row of tenant {TenantId} in table Tenants does not parse, so nobody of that tenant can sign in. {Errors}")]
    public static partial void TenantBroken(ILogger logger, string tenantId, string errors);

    [LoggerMessage(2, LogLevel.Warning, "Storage is unavailable; tenant {TenantId} is served from a copy of {Age}.")]
    public static partial void TenantKeptDuringOutage(ILogger logger, string tenantId, TimeSpan age, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "E-mail domain {Domain} is claimed by tenant {TenantId} and by another one, so it finds neither. Remove it from column EmailDomains of one of them.")]
    public static partial void DomainClaimedTwice(ILogger logger, string domain, string tenantId);

    [LoggerMessage(4, LogLevel.Information, "Sign-in accepted: tenant {TenantId}, user {UserKey}, correlation {CorrelationId}. {Notes}")]
    public static partial void SignInAccepted(ILogger logger, string tenantId, string userKey, string correlationId, string notes);

    [LoggerMessage(5, LogLevel.Warning, "Sign-in refused: tenant {TenantId}, {Code} ({Clause}), correlation {CorrelationId}. {Detail} Expected: {Expected}. Received: {Received}.")]
    public static partial void SignInRefused(
        ILogger logger, string tenantId, string code, string? clause, string correlationId, string? detail, string? expected, string? received);

    [LoggerMessage(6, LogLevel.Error, "A refused sign-in of tenant {TenantId} (correlation {CorrelationId}) could not be added to the audit trail.")]
    public static partial void RefusalNotRecorded(ILogger logger, string tenantId, string correlationId, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "Refused sign-ins of tenant {TenantId} come so fast that this one (correlation {CorrelationId}) is only logged.")]
    public static partial void RefusalOverBudget(ILogger logger, string tenantId, string correlationId);

    [LoggerMessage(8, LogLevel.Information, "Provisioned user {UserKey} of tenant {TenantId}: {Outcome}. Correlation {CorrelationId}.")]
    public static partial void UserProvisioned(ILogger logger, string userKey, string tenantId, ProvisionOutcome outcome, string correlationId);

    [LoggerMessage(9, LogLevel.Error, "User {UserKey} of tenant {TenantId} could not be provisioned in several attempts (correlation {CorrelationId}). It is tried again after a while, and at the next sign-in.")]
    public static partial void ProvisioningGivenUp(ILogger logger, string userKey, string tenantId, string correlationId);

    [LoggerMessage(10, LogLevel.Warning, "{Count} users wait to be provisioned for longer than they should; their messages are sent again.")]
    public static partial void PendingResent(ILogger logger, int count);

    [LoggerMessage(12, LogLevel.Error, "The users of tenant {TenantId} who wait to be provisioned could not all be looked at; the next run tries again.")]
    public static partial void ResendFailed(ILogger logger, string tenantId, Exception exception);

    [LoggerMessage(13, LogLevel.Information, "A response for tenant '{TenantId}' was not looked at: {Code}. Correlation {CorrelationId}.")]
    public static partial void TenantNotServed(ILogger logger, string tenantId, string code, string correlationId);

    [LoggerMessage(11, LogLevel.Information, "Clean-up deleted {UsedIds} used ids, {Sessions} sessions and {SignIns} lines of the audit trail. More waits: {MoreWaits}.")]
    public static partial void CleanedUp(ILogger logger, int usedIds, int sessions, int signIns, bool moreWaits);

    [LoggerMessage(12, LogLevel.Information, "A person was erased from tenant {TenantId}: {Users} rows of users, {Sessions} sessions; {SignIns} lines of the audit trail were made anonymous.")]
    public static partial void UserErased(ILogger logger, string tenantId, int users, int sessions, int signIns);

    [LoggerMessage(40, LogLevel.Information, "Refreshed the IdP's metadata of tenant {TenantId}. New values: {Columns}. {Warnings}")]
    public static partial void MetadataRefreshed(ILogger logger, string tenantId, string columns, object warnings);

    [LoggerMessage(41, LogLevel.Warning, "The IdP's metadata of tenant {TenantId} could not be refreshed; the last good values stay in use. {Problem}")]
    public static partial void MetadataNotRefreshed(ILogger logger, string tenantId, string problem);

    [LoggerMessage(42, LogLevel.Information, "Somebody changed the row of tenant {TenantId} while the IdP's metadata was fetched; that change stays, and the next refresh looks again.")]
    public static partial void MetadataOvertaken(ILogger logger, string tenantId);

    [LoggerMessage(46, LogLevel.Information, "Nobody is signed in at the IdP of tenant {TenantId}; the person goes on without a session. Correlation {CorrelationId}.")]
    public static partial void NobodySignedIn(ILogger logger, string tenantId, string correlationId);

    [LoggerMessage(43, LogLevel.Warning, "Storage is unavailable, so nobody could look for newer keys of tenant {TenantId}.")]
    public static partial void NewerKeysUnavailable(ILogger logger, string tenantId, Exception exception);

    [LoggerMessage(45, LogLevel.Error, "The metadata of tenant {TenantId} could not be refreshed for a reason of ours; it is tried again in an hour.")]
    public static partial void MetadataRefreshFailed(ILogger logger, string tenantId, Exception exception);

    [LoggerMessage(44, LogLevel.Information, "Refreshed the IdP metadata of {Count} tenants. More wait: {MoreWait}.")]
    public static partial void MetadataRun(ILogger logger, int count, bool moreWait);

    [LoggerMessage(50, LogLevel.Information, "A person of tenant {TenantId} signed out; sent on to the IdP: {Onward}. Correlation {CorrelationId}.")]
    public static partial void SignedOut(ILogger logger, string tenantId, bool onward, string correlationId);

    [LoggerMessage(51, LogLevel.Warning, "A session of tenant {TenantId} is ended without telling the IdP: tenant or session could not be read.")]
    public static partial void SignOutNotPrepared(ILogger logger, string tenantId, Exception exception);

    [LoggerMessage(52, LogLevel.Warning, "A session of tenant {TenantId} has ended without telling the IdP: our key could not be read. Correlation {CorrelationId}.")]
    public static partial void LogoutRequestNotSigned(ILogger logger, string tenantId, string correlationId, Exception exception);

    [LoggerMessage(53, LogLevel.Information, "The IdP of tenant {TenantId} ended {Sessions} sessions; some could not be ended: {IsPartial}. Correlation {CorrelationId}.")]
    public static partial void LogoutObeyed(ILogger logger, string tenantId, int sessions, bool isPartial, string correlationId);

    [LoggerMessage(54, LogLevel.Warning, "Logout message refused: tenant {TenantId}, {Code} ({Clause}), correlation {CorrelationId}. {Detail} Expected: {Expected}. Received: {Received}.")]
    public static partial void LogoutRefused(
        ILogger logger, string tenantId, string code, string? clause, string correlationId, string? detail, string? expected, string? received);

    [LoggerMessage(55, LogLevel.Error, "A logout message of tenant {TenantId} (correlation {CorrelationId}) could not be added to the audit trail.")]
    public static partial void LogoutNotRecorded(ILogger logger, string tenantId, string correlationId, Exception exception);

    [LoggerMessage(56, LogLevel.Warning, "Sessions of tenant {TenantId} have ended, but the IdP gets no answer: our key could not be read. Correlation {CorrelationId}.")]
    public static partial void LogoutResponseNotSigned(ILogger logger, string tenantId, string correlationId, Exception exception);

    [LoggerMessage(57, LogLevel.Warning, "An answer to a sign-out of tenant {TenantId} was ignored: {Code} ({Clause}). Correlation {CorrelationId}.")]
    public static partial void LogoutResponseIgnored(ILogger logger, string tenantId, string code, string? clause, string correlationId);

    [LoggerMessage(58, LogLevel.Information, "The IdP of tenant {TenantId} answered a sign-out; complete: {IsComplete}. Correlation {CorrelationId}.")]
    public static partial void LogoutAnswered(ILogger logger, string tenantId, bool isComplete, string correlationId);

    [LoggerMessage(60, LogLevel.Warning, "A wrong bootstrap key was tried at /manage/sign-in. Correlation {CorrelationId}.")]
    public static partial void BootstrapKeyRefused(ILogger logger, string correlationId);

    [LoggerMessage(80, LogLevel.Information, "Mail {MailKey} of tenant {TenantId}: {Outcome}. Correlation {CorrelationId}.")]
    public static partial void MailHandled(ILogger logger, string mailKey, string tenantId, SendMailOutcome outcome, string correlationId);

    [LoggerMessage(81, LogLevel.Warning, "{Count} mails wait for longer than they should; their messages are sent again.")]
    public static partial void MailResent(ILogger logger, int count);

    [LoggerMessage(82, LogLevel.Error, "The mails of tenant {TenantId} that wait could not all be looked at; the next run tries again.")]
    public static partial void MailResendFailed(ILogger logger, string tenantId, Exception exception);

    [LoggerMessage(83, LogLevel.Error, "Mail {MailKey} of tenant {TenantId} could not be sent; the mail server's last reply was {ReplyCode} (0: none). Correlation {CorrelationId}.")]
    public static partial void MailGivenUp(ILogger logger, string mailKey, string tenantId, int replyCode, string correlationId);

    [LoggerMessage(61, LogLevel.Warning, "The bootstrap key is tried so often that this attempt was not looked at. Correlation {CorrelationId}.")]
    public static partial void BootstrapKeyLimited(ILogger logger, string correlationId);

    [LoggerMessage(65, LogLevel.Warning, "Emergency access {AccessId} to tenant {TenantId} was opened until {EndsAt}. Correlation {CorrelationId}.")]
    public static partial void EmergencyOpened(ILogger logger, string tenantId, string accessId, DateTimeOffset endsAt, string correlationId);

    [LoggerMessage(66, LogLevel.Warning, "Emergency access {AccessId} to tenant {TenantId} was closed. Correlation {CorrelationId}.")]
    public static partial void EmergencyClosed(ILogger logger, string tenantId, string accessId, string correlationId);

    [LoggerMessage(67, LogLevel.Warning, "User {UserKey} of tenant {TenantId} was let in by emergency link {LinkId}, without the IdP. Correlation {CorrelationId}.")]
    public static partial void EmergencySignedIn(ILogger logger, string tenantId, string userKey, string linkId, string correlationId);

    [LoggerMessage(70, LogLevel.Information, "Nothing is left of deleted tenant {TenantId}.")]
    public static partial void TenantRemoved(ILogger logger, string tenantId);

    [LoggerMessage(71, LogLevel.Warning, "Somebody put the row of deleted tenant {TenantId} back, so what is left of it stays.")]
    public static partial void TenantPutBack(ILogger logger, string tenantId);
}
