namespace SignOn;

/// <summary>Where a browser is sent, and what it brings there.</summary>
/// <param name="Url">Absolute. With the Redirect binding it holds the message.</param>
/// <param name="FieldName">With the POST binding, the form's field: SAMLRequest or SAMLResponse; otherwise null.</param>
/// <param name="FieldValue">With the POST binding, the message in base64; otherwise null.</param>
/// <param name="RelayState">With the POST binding, the field RelayState; null for none.</param>
public sealed record MessageDelivery(string Url, string? FieldName = null, string? FieldValue = null, string? RelayState = null)
{
    /// <summary>Whether the browser posts a form.</summary>
    public bool IsPost => FieldName is not null;
}
