using System.Collections.Concurrent;

namespace Saml;

/// <summary>
/// Key objects of .NET promise no thread safety, and making one per signature costs more than the signature: each thread borrows one.
/// </summary>
internal sealed class KeyPool<T>(Func<T> create) : IDisposable
    where T : class, IDisposable
{
    private readonly ConcurrentBag<T> _idle = [];

    internal TResult Use<TArguments, TResult>(TArguments arguments, Func<T, TArguments, TResult> action)
        where TArguments : allows ref struct
    {
        T key = _idle.TryTake(out T? idle) ? idle : create();
        try
        {
            return action(key, arguments);
        }
        finally
        {
            _idle.Add(key);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out T? key))
        {
            key.Dispose();
        }
    }
}
