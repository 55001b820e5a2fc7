namespace SipIds.Host.Pages;

/// <summary>A table at the width that there is: columns that may be cut are cut, then the least worth ones are left out; no line is broken.</summary>
internal static class PageTable
{
    private const string Gap = "  ";

    /// <summary>Writes it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="width">How many columns of characters there are.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">Its rows, a text for each column.</param>
    /// <param name="tints">How a row stands out, and in which column; none without.</param>
    public static void Write(Page page, int width, IReadOnlyList<PageColumn> columns, IReadOnlyList<string[]> rows, Func<int, (int Column, Tint Tint)>? tints = null)
    {
        var widths = Fit(columns, rows, width);
        page.Line(page.Dyed(Compose(columns, columns.Select(c => c.Title).ToArray(), widths, (text, _) => text), Tint.Dim));
        for (var row = 0; row < rows.Count; row++)
        {
            var (dyed, tint) = tints?.Invoke(row) ?? (-1, Tint.Plain);
            page.Line(Compose(columns, rows[row], widths, (text, column) => column == dyed ? page.Dyed(text, tint) : text));
        }
    }

    private static string Compose(IReadOnlyList<PageColumn> columns, string[] cells, int[] widths, Func<string, int, string> dye)
    {
        var parts = new List<string>();
        var last = Array.FindLastIndex(widths, width => width > 0);
        for (var column = 0; column < widths.Length; column++)
        {
            if (widths[column] > 0)
            {
                var text = PacketText.Cut(cells[column], widths[column]);
                var blanks = new string(' ', widths[column] - PacketText.Width(text));
                parts.Add(columns[column].IsNumber ? blanks + dye(text, column) : dye(text, column) + (column == last ? "" : blanks));
            }
        }

        return string.Join(Gap, parts).TrimEnd();
    }

    // The width of each column; 0 for one that is left out.
    private static int[] Fit(IReadOnlyList<PageColumn> columns, IReadOnlyList<string[]> rows, int width)
    {
        var natural = columns.Select((column, place) => rows.Select(row => PacketText.Width(row[place])).Append(PacketText.Width(column.Title)).Max()).ToArray();
        var widths = natural.ToArray();
        for (; ; )
        {
            var excess = Excess(widths, width);
            if (excess <= 0)
            {
                return widths;
            }

            if (Shrinkable(columns, widths) >= excess)
            {
                Shrink(columns, widths, excess);
                return widths;
            }

            var dropped = LeastWorth(columns, widths);
            if (dropped < 0)
            {
                Shrink(columns, widths, excess);
                return widths;
            }

            widths[dropped] = 0;
        }
    }

    private static long Excess(int[] widths, int width)
    {
        var kept = widths.Count(w => w > 0);
        return widths.Sum(w => (long)w) + (Gap.Length * Math.Max(kept - 1, 0)) - width;
    }

    private static long Shrinkable(IReadOnlyList<PageColumn> columns, int[] widths) => widths.Select((w, place) => (long)Slack(columns[place], w)).Sum();

    private static int Slack(PageColumn column, int width) => width == 0 || column.Least == 0 ? 0 : Math.Max(width - column.Least, 0);

    // The widest gives first.
    private static void Shrink(IReadOnlyList<PageColumn> columns, int[] widths, long excess)
    {
        for (; excess > 0; excess--)
        {
            var widest = -1;
            for (var place = 0; place < widths.Length; place++)
            {
                if (Slack(columns[place], widths[place]) > 0 && (widest < 0 || widths[place] > widths[widest]))
                {
                    widest = place;
                }
            }

            if (widest < 0)
            {
                return;
            }

            widths[widest]--;
        }
    }

    private static int LeastWorth(IReadOnlyList<PageColumn> columns, int[] widths)
    {
        var least = -1;
        for (var place = 0; place < widths.Length; place++)
        {
            if (widths[place] > 0 && columns[place].Rank > 0 && (least < 0 || columns[place].Rank > columns[least].Rank))
            {
                least = place;
            }
        }

        return least;
    }
}
