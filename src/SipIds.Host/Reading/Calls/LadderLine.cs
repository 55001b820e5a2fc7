using System.Text;
using SipIds.Host.Pages;

namespace SipIds.Host.Reading.Calls;

/// <summary>One line of a ladder: characters put at their columns, later ones over earlier ones.</summary>
internal sealed class LadderLine
{
    private static readonly Rune s_blank = new(' ');

    private readonly List<Rune> _characters = [];

    public LadderLine Put(int column, string text)
    {
        foreach (var character in text.EnumerateRunes())
        {
            while (_characters.Count <= column)
            {
                _characters.Add(s_blank);
            }

            _characters[column++] = character;
        }

        return this;
    }

    public LadderLine Fill(int from, int to, char character) => Put(from, new(character, Math.Max(to - from, 0)));

    public LadderLine PutCentred(int centre, string text) => Put(Math.Max(centre - (PacketText.Width(text) / 2), 0), text);

    public override string ToString() => string.Concat(_characters).TrimEnd();
}
