namespace SignOn;

/// <summary>Counts the requests to storage that one piece of work causes, wherever in its asynchronous flow they are made.</summary>
public static class StorageCalls
{
    private static readonly AsyncLocal<Counter?> Current = new();

    /// <summary>Counts one request; adapters call it for each that goes over the wire. Does nothing where nobody counts.</summary>
    public static void Count() => Current.Value?.Increment();

    /// <summary>Starts to count in the flow of the calling asynchronous method, which ends with that method.</summary>
    internal static Counter Begin() => Current.Value = new Counter();

    internal sealed class Counter
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Increment() => Interlocked.Increment(ref _count);
    }
}
