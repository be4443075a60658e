namespace SignOn;

/// <summary>Two admins changed the same thing at the same time.</summary>
internal static class ThreeWay
{
    /// <summary>
    /// Whose value stands when nobody chooses: true for this admin's, false for the other's, whoever changed it. Null where both changed it, so
    /// that somebody must choose.
    /// </summary>
    /// <param name="began">What both began with.</param>
    /// <param name="theirs">What the other admin saved.</param>
    /// <param name="mine">What this admin wants.</param>
    public static bool? IsMine(string began, string theirs, string mine) =>
        theirs == mine || mine == began ? false : theirs == began ? true : null;
}
