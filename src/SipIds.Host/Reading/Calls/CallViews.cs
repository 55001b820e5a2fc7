using System.Globalization;
using SipIds.Events;
using SipIds.Host.Pages;
using SipIds.Host.Reading.Report;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Host.Reading.Calls;

/// <summary>The views of calls that a run was asked for: the list, the ladder of one call, or neither.</summary>
internal sealed class CallViews
{
    private readonly CallList? _list;
    private readonly CallSearch? _search;
    private readonly bool _writesJson;
    private readonly AlertFilter _filter;

    public CallViews(ReadRequest request)
    {
        var raised = new RaisedEvents();
        _writesJson = request.WritesJson;
        _filter = request.Filter;
        _list = request.ListsCalls ? new(raised) : null;
        _search = request.CallId is { } callId ? new(callId, raised) : null;
        if (_list is not null || _search is not null)
        {
            Outputs = [raised];
            Observers = [.. new IMessageObserver?[] { _list, _search, raised }.OfType<IMessageObserver>()];
        }
    }

    /// <summary>What must see the alerts.</summary>
    public IReadOnlyList<IEventOutput> Outputs { get; } = [];

    /// <summary>What must see the messages.</summary>
    public IReadOnlyList<IMessageObserver> Observers { get; } = [];

    /// <summary>Writes them.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="statistics">When the capture began and ended.</param>
    /// <returns>False if the call that was asked for is not there, after that was said on standard error.</returns>
    public bool TryWrite(TextWriter output, PipelineStatistics statistics)
    {
        if (_list is not null)
        {
            _list.Wants = time => _filter.IsInside(time, statistics.First);
            WriteList(output, _list, statistics.Last);
        }

        if (_search is null)
        {
            return true;
        }

        if (_search.Found is not { } ladder)
        {
            Console.Error.WriteLine($"sipids: {_search.Explain()}");
            return false;
        }

        LadderDrawing.Write(output, ladder, OutputWidth.OfText);
        return true;
    }

    private void WriteList(TextWriter output, CallList list, Timestamp end)
    {
        if (!_writesJson)
        {
            CallListText.Write(Page.OnStandardOutput(output), OutputWidth.OfTables, list, end);
            return;
        }

        CallListJson.Write(output, list, end);
        if (list.LeftOut > 0)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sipids: {list.LeftOut:#,0} more calls, for which there was no room, are left out"));
        }
    }
}
