namespace Azure.Data.Tables;

/// <summary>Gives a row the type that the caller named.</summary>
internal static class Row
{
    /// <exception cref="NotSupportedException">The type is not <see cref="TableEntity"/>.</exception>
    public static T As<T>(TableEntity entity)
        where T : class, ITableEntity =>
        entity as T is { } row && typeof(T) == typeof(TableEntity) ? row : throw NotSupported(typeof(T));

    public static NotSupportedException NotSupported(Type type) =>
        new($"{type} is not a {nameof(TableEntity)}. The stand-in of Azure.Data.Tables maps no classes; use {nameof(TableEntity)}.");
}
