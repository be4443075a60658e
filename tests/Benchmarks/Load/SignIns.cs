using System.Collections.Concurrent;
using System.Diagnostics;
using LocalIdp;

namespace Benchmarks.Load;

/// <summary>Lets many people sign in for the first time over a fixed number of connections, and writes down what each met.</summary>
/// <param name="client">Posts.</param>
/// <param name="tenant">Signs again where a sign-in has to start again.</param>
/// <param name="options">How many, and whether outages are expected.</param>
internal sealed class SignIns(SignInClient client, BenchmarkTenant tenant, LoadOptions options)
{
    // Longer than storage may be away: whoever is not signed in by then is lost.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> _tokens = new();
    private readonly ConcurrentQueue<double> _milliseconds = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outageSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next = -1;
    private int _interrupted;

    /// <summary>Completes when half of the people have begun.</summary>
    internal Task Half => _half.Task;

    /// <summary>Completes when as many sign-ins were cut off as there are connections.</summary>
    internal Task OutageSeen => _outageSeen.Task;

    /// <summary>The session tokens that browsers got.</summary>
    internal IReadOnlyCollection<string> Tokens => _tokens;

    /// <summary>How long each accepted sign-in took.</summary>
    internal double[] Milliseconds => [.. _milliseconds];

    /// <summary>What nobody may meet.</summary>
    internal IReadOnlyCollection<string> Errors => _errors;

    /// <summary>How often people were told to start again because storage was away.</summary>
    internal int Interrupted => _interrupted;

    /// <summary>Runs all of them.</summary>
    /// <param name="forms">The signed response of each person.</param>
    internal Task RunAsync(byte[][] forms) =>
        Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Task.Run(() => ConnectionAsync(forms))));

    private async Task ConnectionAsync(byte[][] forms)
    {
        XmlSignatureOptions signature = tenant.NewSignature();
        for (int person = Interlocked.Increment(ref _next); person < forms.Length; person = Interlocked.Increment(ref _next))
        {
            if (person == forms.Length / 2)
            {
                _half.TrySetResult();
            }

            await OneAsync(person, forms[person], signature);
        }

        signature.Key!.Dispose();
    }

    private async Task OneAsync(int person, byte[] form, XmlSignatureOptions signature)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!await TryOneAsync(form))
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                _errors.Enqueue($"could not sign in within {Patience.TotalMinutes:0} minutes");
                return;
            }

            // As a person does: the IdP answers again, with a response of its own.
            form = BenchmarkTenant.Sign(person, signature);
        }
    }

    /// <returns>False to start again.</returns>
    private async Task<bool> TryOneAsync(byte[] form)
    {
        long begun = Stopwatch.GetTimestamp();
        try
        {
            SignInAnswer answer = await client.PostAsync(form);
            if (answer.IsAccepted)
            {
                _milliseconds.Enqueue(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                _tokens.Enqueue(answer.Token!);
                return true;
            }

            if (options.KillStorage && answer.IsInterrupted)
            {
                if (Interlocked.Increment(ref _interrupted) == options.Connections)
                {
                    _outageSeen.TrySetResult();
                }

                return false;
            }

            _errors.Enqueue($"answered {(int)answer.Status} {answer.Error}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            _errors.Enqueue($"no answer: {e.GetBaseException().Message}");
        }

        return true;
    }
}
