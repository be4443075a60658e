namespace SignOn;

/// <summary>How a test sign-in starts.</summary>
/// <param name="Url">Where to send the browser; null when it cannot start, or takes a form there.</param>
/// <param name="Form">The form to take there; null when it cannot start, or needs none.</param>
/// <param name="Pending">To be protected and put into a cookie; null when it cannot start.</param>
/// <param name="Refusal">Why it cannot start; null when it does.</param>
public sealed record TestStart(string? Url, MessageDelivery? Form, PendingTest? Pending, SignInRefusal? Refusal);
