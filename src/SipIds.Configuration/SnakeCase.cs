using System.Text;

namespace SipIds.Configuration;

/// <summary>The names of properties as the file writes them: <c>ProxyIp</c> is <c>proxy_ip</c>, <c>MOptions</c> is <c>m_options</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsAsciiLetterUpper(name[i])
                && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            _ = startsWord ? text.Append('_') : text;
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
