using System.Collections;
using System.Collections.Immutable;
using LocalIdp;

namespace EndToEnd.Tests.Harness;

/// <summary>The IdP's list of applications, to which tests add while it runs.</summary>
internal sealed class LiveApplications : IReadOnlyList<LocalIdpApplication>
{
    private ImmutableList<LocalIdpApplication> _all = [];

    public int Count => _all.Count;

    public LocalIdpApplication this[int index] => _all[index];

    public void Add(LocalIdpApplication application) => ImmutableInterlocked.Update(ref _all, all => all.Add(application));

    public IEnumerator<LocalIdpApplication> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
