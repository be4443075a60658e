using System.Collections;
using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary of its properties, keys and version included.</summary>
/// <remarks>
/// Values may be <see cref="string"/>, <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="Guid"/>, <see cref="DateTimeOffset"/>, UTC <see cref="DateTime"/>, byte array and <see cref="BinaryData"/>.
/// </remarks>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private readonly Dictionary<string, object> _properties;

    /// <summary>Makes a row without properties.</summary>
    public TableEntity()
        : this(null)
    {
    }

    /// <summary>Makes a row that has only its keys.</summary>
    /// <param name="partitionKey">The partition key.</param>
    /// <param name="rowKey">The row key.</param>
    public TableEntity(string partitionKey, string rowKey)
        : this(null)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>Makes a row from a copy of <paramref name="values"/>; <see langword="null"/> means none.</summary>
    /// <param name="values">Property names and values.</param>
    public TableEntity(IDictionary<string, object> values) => _properties = values is null ? [] : new(values);

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(PropertyNames.PartitionKey);
        set => _properties[PropertyNames.PartitionKey] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(PropertyNames.RowKey);
        set => _properties[PropertyNames.RowKey] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(PropertyNames.Timestamp);
        set => _properties[PropertyNames.Timestamp] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => new(GetString(PropertyNames.ETag));
        set => _properties[PropertyNames.ETag] = value.ToString();
    }

    /// <summary>The value of a property; <see langword="null"/> when the row does not have it.</summary>
    /// <param name="key">The property's name, not empty.</param>
    /// <remarks>A new value takes on the old one's type where an <see cref="int"/> widens to it or a time replaces text.</remarks>
    public object this[string key]
    {
        get => Find(key);
        set => Set(key, value);
    }

    /// <summary>The names of all properties, keys and version included.</summary>
    public ICollection<string> Keys => _properties.Keys;

    /// <summary>How many properties there are, keys and version included.</summary>
    public int Count => _properties.Count;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>The property as text; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public string GetString(string key) => (string)Find(key, typeof(string));

    /// <summary>The property as bytes; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public byte[] GetBinary(string key) => (byte[])Find(key, typeof(byte[]));

    /// <summary>The property as bytes; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public BinaryData GetBinaryData(string key) =>
        Find(key) is byte[] bytes ? new BinaryData(bytes) : (BinaryData)Find(key, typeof(BinaryData));

    /// <summary>The property as a truth value; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public bool? GetBoolean(string key) => (bool?)Find(key, typeof(bool?));

    /// <summary>The property as a UTC time; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public DateTime? GetDateTime(string key) =>
        Find(key) is DateTimeOffset time ? time.UtcDateTime : (DateTime?)Find(key, typeof(DateTime?));

    /// <summary>The property as a time; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string key) =>
        Find(key) is DateTime time ? new DateTimeOffset(time) : (DateTimeOffset?)Find(key, typeof(DateTimeOffset?));

    /// <summary>The property as a number; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public double? GetDouble(string key) => (double?)Find(key, typeof(double?));

    /// <summary>The property as a GUID; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public Guid? GetGuid(string key) => (Guid?)Find(key, typeof(Guid?));

    /// <summary>The property as a 32-bit number; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public int? GetInt32(string key) => (int?)Find(key, typeof(int?));

    /// <summary>The property as a 64-bit number; <see langword="null"/> when absent.</summary>
    /// <param name="key">The property's name.</param>
    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public long? GetInt64(string key) => (long?)Find(key, typeof(long?));

    /// <summary>Sets a property; one that exists is overwritten.</summary>
    /// <param name="key">The property's name, not empty.</param>
    /// <param name="value">Its value.</param>
    public void Add(string key, object value) => Set(key, value);

    /// <summary>Says whether the row has the property.</summary>
    /// <param name="key">The property's name.</param>
    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    /// <summary>Removes a property and says whether it was there.</summary>
    /// <param name="key">The property's name.</param>
    public bool Remove(string key) => _properties.Remove(key);

    /// <summary>Reads a property and says whether it is there.</summary>
    /// <param name="key">The property's name.</param>
    /// <param name="value">Its value, or <see langword="null"/>.</param>
    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    /// <summary>Removes all properties, the keys too.</summary>
    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Set(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => AsPairs.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        AsPairs.CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => AsPairs.Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    private ICollection<KeyValuePair<string, object>> AsPairs => _properties;

    private object Find(string key, Type wanted = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_properties.TryGetValue(key, out var value) || value is null)
        {
            return null;
        }

        if (wanted is not null && !wanted.IsAssignableFrom(value.GetType()))
        {
            throw new InvalidOperationException($"The property '{key}' is of type {value.GetType()} and cannot be read as {wanted}.");
        }

        return value;
    }

    private void Set(string key, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _properties[key] = _properties.TryGetValue(key, out var existing) ? Coerce(existing, value) : value;
    }

    private static object Coerce(object existing, object value) => (existing, value) switch
    {
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        (string, DateTime time) => time.ToString(CultureInfo.CurrentCulture),
        (string, DateTimeOffset time) => time.ToString(CultureInfo.CurrentCulture),
        _ => value,
    };
}
