namespace SignOn;

/// <summary>What an operator wants when opening emergency access.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Hours">How long, 1 to <see cref="EmergencyAccess.MaxHours"/>.</param>
/// <param name="Reason">Why; 1 to <see cref="EmergencyAccess.MaxReasonLength"/> characters.</param>
public sealed record EmergencyOpening(string TenantId, int Hours, string Reason)
{
    /// <summary>What is wrong with it; empty when it can be had.</summary>
    public IReadOnlyList<FieldError> Check()
    {
        var errors = new List<FieldError>();
        if (Reason.Trim().Length is 0 or > EmergencyAccess.MaxReasonLength || Reason.Any(char.IsControl))
        {
            errors.Add(new FieldError("reason", $"Write why, in 1 to {EmergencyAccess.MaxReasonLength} characters."));
        }

        if (Hours is < 1 or > EmergencyAccess.MaxHours)
        {
            errors.Add(new FieldError("hours", $"Write a number of hours from 1 to {EmergencyAccess.MaxHours}."));
        }

        return errors;
    }
}
