namespace Azure.Data.Tables;

/// <summary>The answer about a row that does not exist.</summary>
internal sealed class MissingRowResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException($"Status: {response.Status}, the row does not exist, so there is no value.");

    public override Response GetRawResponse() => response;
}
