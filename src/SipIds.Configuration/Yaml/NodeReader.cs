using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SipIds.Configuration.Yaml;

/// <summary>Reads one YAML document into nodes. Aliases and tags are refused, so that a document is never larger than its text.</summary>
internal sealed class NodeReader
{
    private const int MaxDepth = 16;

    private readonly FaultList _faults;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Stack<NodeEvent> _open = new();

    private NodeReader(string text, FaultList faults)
    {
        _faults = faults;
        _scanner = new(new StringReader(text), skipComments: true);
        _parser = new(_scanner);
    }

    /// <summary>The document's root; null if there is none, or none that can be read.</summary>
    public static Node? Read(string text, FaultList faults)
    {
        if (!IsText(text, faults))
        {
            return null;
        }

        var reader = new NodeReader(text, faults);
        try
        {
            return reader.ReadDocument();
        }
        catch (DepthException e)
        {
            faults.Add(e.At, $"nested deeper than {MaxDepth} levels; no setting lies that deep");
        }
        catch (YamlException e)
        {
            reader.AddSyntaxFault(e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            reader.AddUnforeseen(e);
        }

        return null;
    }

    // The scanner takes NUL for the end of the text and would leave the rest of the file unread.
    private static bool IsText(string text, FaultList faults)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                lineStart = i + 1;
            }
            else if (char.IsControl(text[i]) && text[i] is not ('\t' or '\r'))
            {
                var code = ((int)text[i]).ToString("X4", CultureInfo.InvariantCulture);
                faults.Add(new(line, i - lineStart + 1), $"a control character (U+{code}) that YAML does not allow; remove it");
                return false;
            }
        }

        return true;
    }

    // What is missing between brackets is missed at the end of the file at the latest, so the place that helps is their beginning.
    private void AddSyntaxFault(YamlException fault)
    {
        var inBrackets = fault.Message.Contains("flow", StringComparison.Ordinal);
        _faults.Add(inBrackets && _open.TryPeek(out var opening) ? PlaceOf(opening.Start) : PlaceOf(fault.Start), YamlAdvice.For(fault));
    }

    // Four faults of a text for which the parser has no words of its own.
    private void AddUnforeseen(Exception fault)
    {
        var before = PlaceOf(_parser.Current!.End);
        switch (fault)
        {
            case ArgumentOutOfRangeException:
                _faults.Add(PlaceOf(_scanner.CurrentPosition), "an escape that names no Unicode character");
                break;
            case ArgumentException:
                _faults.Add(before, "a tag without a name; remove what starts with '!', or put the text in quotes");
                break;
            case var _ when _open.TryPeek(out var opening):
                _faults.Add(
                    PlaceOf(opening.Start),
                    "a list or map in brackets starts here and is not closed, or its lines are not indented");
                break;
            default:
                _faults.Add(before, "'...' ends a document; remove it");
                break;
        }
    }

    private Node? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode();
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _faults.Add(PlaceOf(second.Start), "a second YAML document starts here; the file holds one, so remove the '---'");
        }

        return root;
    }

    private Node ReadNode()
    {
        var at = PlaceOf(_parser.Current!.Start);
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            var name = Shown.Of(alias.Value.Value);
            _faults.Add(at, $"aliases are not supported; write out what '*{name}' stands for, or put the text in quotes");
            return new UnreadableNode(at);
        }

        if (_parser.Current is not NodeEvent node)
        {
            throw new YamlException(_parser.Current.Start, _parser.Current.End, YamlAdvice.MissingNode);
        }

        RefuseProperties(node, at);
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new ScalarNode(at, scalar.Value, scalar.Style == ScalarStyle.Plain, PlaceOf(scalar.End));
        }

        if (_open.Count == MaxDepth)
        {
            throw new DepthException(at);
        }

        _open.Push(node);
        return node is SequenceStart list ? ReadList(at, list.Style is SequenceStyle.Flow) : ReadMap(at, node is MappingStart { Style: MappingStyle.Flow });
    }

    private void RefuseProperties(NodeEvent node, Place at)
    {
        if (!node.Anchor.IsEmpty)
        {
            _faults.Add(at, $"anchors are not supported; remove '&{Shown.Of(node.Anchor.Value)}', or put the text in quotes");
        }

        if (!node.Tag.IsEmpty)
        {
            _faults.Add(at, "tags are not supported; remove what starts with '!', or put the text in quotes");
        }
    }

    private ListNode ReadList(Place at, bool isFlow)
    {
        _parser.Consume<SequenceStart>();
        var items = new List<Node>();
        while (!_parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadNode());
        }

        _open.Pop();
        return new(at, items, EndOf(_parser.Consume<SequenceEnd>(), isFlow));
    }

    private MapNode ReadMap(Place at, bool isFlow)
    {
        _parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = ReadNode();
            var value = ReadNode();
            if (IsNew(key, seen))
            {
                entries.Add(new((ScalarNode)key, value));
            }
        }

        _open.Pop();
        return new(at, entries, EndOf(_parser.Consume<MappingEnd>(), isFlow));
    }

    private bool IsNew(Node key, Dictionary<string, int> seen)
    {
        if (key is not ScalarNode name)
        {
            _faults.Add(key.At, $"a key must be a single word, not {key.Kind}");
            return false;
        }

        if (seen.TryAdd(name.Text, name.At.Line))
        {
            return true;
        }

        _faults.Add(name.At, $"{name.Kind} is set twice, on line {seen[name.Text]} and on line {name.At.Line}; keep one");
        return false;
    }

    // The parser gives the place of the closing bracket itself.
    private static Place EndOf(ParsingEvent end, bool isFlow) => PlaceOf(end.Start) with { Column = (int)end.Start.Column + (isFlow ? 1 : 0) };

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private sealed class DepthException(Place at) : Exception
    {
        public Place At { get; } = at;
    }
}
