using SipIds.State;

namespace SipIds.Preprocessing;

/// <summary>What preprocessors remember over a reload of the settings, by owner and name. What nobody asks for after a reload is given up.</summary>
internal sealed class KeptState
{
    private readonly Dictionary<(string Owner, string Name), object> _items = [];
    private KeptState? _former;

    public KeptState(KeptState? former = null) => _former = former;

    /// <summary>The states that are tables of a fixed size.</summary>
    public IEnumerable<TableFill> Tables => _items
        .Where(item => item.Value is IBoundedState)
        .Select(item => TableFill.Of($"{item.Key.Owner}.{item.Key.Name.Split('/')[0]}", (IBoundedState)item.Value))
        .OrderBy(fill => fill.Name, StringComparer.Ordinal);

    public T Get<T>(string owner, string name, Func<T> create)
        where T : class
    {
        var key = (owner, name);
        if (_items.TryGetValue(key, out var item) || (_former?._items.TryGetValue(key, out item) ?? false))
        {
            _items[key] = item as T ?? create();
        }
        else
        {
            _items[key] = create();
        }

        return (T)_items[key];
    }

    /// <summary>Takes over all that an owner keeps, who goes on as he is.</summary>
    public void TakeOver(string owner)
    {
        foreach (var (key, item) in _former?._items ?? [])
        {
            if (string.Equals(key.Owner, owner, StringComparison.Ordinal))
            {
                _items[key] = item;
            }
        }
    }

    public bool HoldsAnyOf(string owner) => _items.Keys.Any(key => string.Equals(key.Owner, owner, StringComparison.Ordinal));

    /// <summary>Lets go of what was before the reload.</summary>
    public void Settle() => _former = null;
}
