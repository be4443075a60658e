namespace LocalIdp;

/// <summary>Which sign-ins the directory remembers, oldest first, in memory only. All browsers share them: nobody signs in here.</summary>
internal sealed class SessionNotes
{
    private const int Most = 100;
    private readonly Lock _lock = new();
    private readonly List<SessionNote> _notes = [];

    public IReadOnlyList<SessionNote> All
    {
        get
        {
            lock (_lock) return [.. _notes];
        }
    }

    public void Add(SessionNote note)
    {
        lock (_lock)
        {
            _notes.Add(note);
            if (_notes.Count > Most) _notes.RemoveAt(0);
        }
    }

    /// <summary>Forgets the sessions of a name at an application: those of the indexes, or all when there are none.</summary>
    public void End(Guid appId, string nameId, IReadOnlyList<string> indexes)
    {
        lock (_lock)
            _notes.RemoveAll(n => n.AppId == appId && n.NameId == nameId && (indexes.Count == 0 || (n.SessionIndex is not null && indexes.Contains(n.SessionIndex))));
    }
}
