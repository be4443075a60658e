namespace Functions.Pages;

/// <summary>What people read when something went wrong. The words are fixed: nothing from the request enters them.</summary>
/// <param name="Heading">The page's heading.</param>
/// <param name="Sentence">What happened and what to do, in one or two sentences.</param>
internal sealed record ErrorText(string Heading, string Sentence)
{
    public static readonly ErrorText NotFound = new(
        "Page not found",
        "There is nothing at this address. Check it for typing errors, or ask your administrator for the right one.");

    public static readonly ErrorText TenantUnavailable = new(
        "Sign-in is not available right now",
        "The sign-in of your organization is not set up correctly. Please tell your administrator; the reference below helps to find the reason.");

    public static readonly ErrorText StorageUnavailable = new(
        "We will be back in a moment",
        "The service cannot reach its data right now. Please try again in a few seconds.");

    public static readonly ErrorText Interrupted = new(
        "We will be back in a moment",
        "The service cannot reach its data right now, so this sign-in could not be finished. Please start again in a few seconds.");

    public static readonly ErrorText Unexpected = new(
        "Something went wrong",
        "The fault is on our side. Please try again; if it stays, give your administrator the reference below.");

    public static readonly ErrorText BadMessage = new(
        "We could not read the answer",
        "What your organization's sign-in page sent us is not a sign-in message that we can read. Please start again.");

    public static readonly ErrorText TooLarge = new(
        "The answer is too large",
        "What your organization's sign-in page sent us is larger than we accept. Please tell your administrator.");

    public static readonly ErrorText NotAForm = new(
        "We could not read the answer",
        "This address only takes the form that your organization's sign-in page sends.");

    public static readonly ErrorText MethodNotAllowed = new(
        "Nothing to show here",
        "This address only takes messages from your organization's sign-in page. Please start again.");

    public static readonly ErrorText NotANavigation = new(
        "Please open this page itself",
        "Signing in starts in a window of the browser, not inside of another page. Please start with the button below.");

    public static readonly ErrorText WrongOrigin = new(
        "That did not come from this site",
        "This works from our own pages only. Please open them and try again there.");

    public static readonly ErrorText LogoutRefused = new(
        "We could not sign you out",
        "Your organization's sign-out message did not pass our checks, so nothing has changed here. To sign out of this application, use the button below.");

    public static readonly ErrorText LostRequest = new(
        "We cannot finish this sign-in",
        "This browser has no sign-in that waits for this answer: it was finished already, took longer than ten minutes, or was started elsewhere. Please start again.");

    public static readonly ErrorText Untrusted = new(
        "We could not sign you in",
        "The answer of your organization's sign-in page did not pass our checks. Please start again; if it stays, give your administrator the code below.");

    public static readonly ErrorText TimesWrong = new(
        "Your sign-in has expired",
        "The answer of your organization's sign-in page is not valid at this time. Please start again.");

    public static readonly ErrorText IdpRefused = new(
        "Your organization did not sign you in",
        "Your organization's sign-in page reported a problem. Please start again, or ask your administrator whether you may use this application.");

    public static readonly ErrorText WrongWay = new(
        "Please sign in in another way",
        "Your organization wants people to sign in to this application in a certain way, for example with a second factor, and this sign-in was made otherwise. Please sign out there and start again, or ask your administrator.");

    public static readonly ErrorText TooOld = new(
        "Please sign in anew",
        "Your organization wants people to sign in anew for this application each time, and this sign-in was made earlier. Please start again.");

    public static readonly ErrorText AlreadyUsed = new(
        "This sign-in was already used",
        "Each answer of your organization's sign-in page works once. Please start again.");

    public static readonly ErrorText StartHere = new(
        "Please start from here",
        "Your organization does not allow signing in from its own portal. Please start with the button below.");

    public static readonly ErrorText NoAccount = new(
        "You have no account yet",
        "Your organization's administrator has to add you before you can sign in.");

    public static readonly ErrorText AccountDisabled = new(
        "Your account is disabled",
        "Please ask your organization's administrator.");

    public static readonly ErrorText EmergencyRefused = new(
        "This link does not work",
        "It was used already, has expired, was revoked, or is not complete. Please ask whoever gave it to you for a new one.");

    public static readonly ErrorText AccountFailed = new(
        "We could not set up your account",
        "Please try again. If it stays, your administrator can find the reason by the reference below.");
}
