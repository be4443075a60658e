namespace SignOn;

/// <summary>The row of an e-mail address: an <see cref="Invitation"/> or an <see cref="EmailIndex"/>.</summary>
public abstract record EmailRow : UserRow
{
    private protected EmailRow()
    {
    }
}
