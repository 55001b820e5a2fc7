using System.Globalization;
using SipIds.Host.Pages;
using SipIds.Packets;

namespace SipIds.Host.Reading.Calls;

/// <summary>Draws a ladder: a lifeline for each endpoint in order of appearance, an arrow for each message.</summary>
internal sealed class LadderDrawing
{
    private const int TimeWidth = 13;
    private const int MaxSpacing = 36;
    private const int MinSpacing = 6;

    // Below this spacing the labels stand to the right of all lifelines.
    private const int LabelSpacing = 24;
    private const int RightLabelWidth = 34;

    private readonly TextWriter _output;
    private readonly Ladder _ladder;
    private readonly Dictionary<NetEndpoint, int> _columns = [];
    private readonly int _columnCount;
    private readonly int _spacing;
    private readonly bool _areLabelsInside;

    private LadderDrawing(TextWriter output, Ladder ladder, int width)
    {
        _output = output;
        _ladder = ladder;
        foreach (var message in ladder.Messages)
        {
            _ = _columns.TryAdd(message.Source, _columns.Count);
            _ = _columns.TryAdd(message.Target, _columns.Count);
        }

        var room = Math.Max(width - TimeWidth, LabelSpacing);
        _areLabelsInside = room / _columns.Count >= LabelSpacing;
        room -= _areLabelsInside ? 0 : RightLabelWidth;
        _columnCount = Math.Min(_columns.Count, Math.Max(room / MinSpacing, 2));
        _spacing = Math.Clamp(room / _columnCount, MinSpacing, MaxSpacing);
    }

    private bool HasOthers => _columns.Count > _columnCount;

    private int RightOfAll => Centre(_columnCount - 1) + 3;

    public static void Write(TextWriter output, Ladder ladder, int width) => new LadderDrawing(output, ladder, width).Write();

    private void Write()
    {
        var first = _ladder.Messages[0].Time;
        _output.WriteLine($"Call-ID {_ladder.CallId}");
        _output.WriteLine($"{_ladder.From} → {_ladder.To}");
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first}, {_ladder.Messages.Count + _ladder.LeftOut:#,0} messages in {(_ladder.Last - first).TotalSeconds:0.000} s"));
        _output.WriteLine();
        WriteEndpoints();
        foreach (var message in _ladder.Messages)
        {
            WriteMessage(message, message.Time - first);
        }

        if (_ladder.LeftOut > 0)
        {
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_ladder.LeftOut:#,0} more messages, for which there was no room, are left out"));
        }
    }

    // Names that are too long for their columns go into a legend.
    private void WriteEndpoints()
    {
        var names = _columns.OrderBy(c => c.Value).Take(HasOthers ? _columnCount - 1 : _columnCount).Select(c => c.Key.ToString()).ToList();
        var isLegend = names.Exists(name => name.Length > _spacing - 2);
        var heads = new LadderLine();
        for (var column = 0; column < names.Count; column++)
        {
            var number = (column + 1).ToString(CultureInfo.InvariantCulture);
            _ = heads.PutCentred(Centre(column), isLegend ? number : names[column]);
            if (isLegend)
            {
                _output.WriteLine($"  {number,2}  {names[column]}");
            }
        }

        if (HasOthers)
        {
            _ = heads.PutCentred(Centre(_columnCount - 1), "…");
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   …  {_columns.Count - names.Count:#,0} more endpoints"));
        }

        _output.WriteLine(heads);
    }

    private void WriteMessage(LadderMessage message, TimeSpan offset)
    {
        var source = ColumnOf(message.Source);
        var target = ColumnOf(message.Target);
        var left = Centre(Math.Min(source, target));
        var right = Centre(Math.Max(source, target));
        var line = Lifelines().Put(0, string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset.Duration().TotalSeconds:0.000000}").PadLeft(TimeWidth - 1));
        DrawArrow(line, message, source, target);
        var label = Label(message, source, target);
        var isInside = _areLabelsInside && PacketText.Width(label) + 5 <= right - left;
        if (isInside)
        {
            _ = line.PutCentred((left + right) / 2, $" {label} ");
        }

        var remark = $"{(isInside ? "" : label)}{(message.IsDropped ? "  dropped" : "")}";
        _output.WriteLine(line.Put(RightOfAll, isInside ? remark.TrimStart() : remark));
        foreach (var name in message.Events)
        {
            _output.WriteLine(Lifelines().Put(left + 2, $"! {name} "));
        }
    }

    private void DrawArrow(LadderLine line, LadderMessage message, int source, int target)
    {
        var (left, right) = (Centre(Math.Min(source, target)), Centre(Math.Max(source, target)));
        if (source == target)
        {
            _ = line.Put(left + 1, message.IsDropped ? "x" : "↺");
            return;
        }

        _ = line.Fill(left + 1, right, '─');
        var head = message.IsDropped ? "x" : source < target ? ">" : "<";
        _ = line.Put(source < target ? right - 1 : left + 1, head);
    }

    // An endpoint without a lifeline of its own is named with the message.
    private string Label(LadderMessage message, int source, int target)
    {
        var isSourceUnseen = HasOthers && source == _columnCount - 1;
        var isTargetUnseen = HasOthers && target == _columnCount - 1;
        return $"{message.Label}{(isSourceUnseen ? $" from {message.Source}" : "")}{(isTargetUnseen ? $" to {message.Target}" : "")}";
    }

    private LadderLine Lifelines()
    {
        var line = new LadderLine();
        for (var column = 0; column < _columnCount; column++)
        {
            _ = line.Put(Centre(column), "│");
        }

        return line;
    }

    private int ColumnOf(NetEndpoint endpoint) => Math.Min(_columns[endpoint], _columnCount - 1);

    private int Centre(int column) => TimeWidth + (column * _spacing) + (_spacing / 2);
}
