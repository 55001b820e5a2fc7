using System.Text;
using SipIds.Preprocessors.Mandatory.Injection;

namespace SipIds.Preprocessors.Tests.Mandatory;

/// <summary>The search for code takes a number of steps that grows with the text and with nothing else.</summary>
public sealed class InjectionWorkTests
{
    // Signs that begin, join and end patterns: what a search would have the most work with.
    private const string Signs = "' \"();|&$%/*=-#<>{},@+orandunionselectfromlikehavingwscript0";
    private const int Length = 256;

    [Theory]
    [InlineData("'")]
    [InlineData("' ")]
    [InlineData("';")]
    [InlineData("'(")]
    [InlineData("'or ")]
    [InlineData("or 1=")]
    [InlineData("union select ")]
    [InlineData("' union ")]
    [InlineData("$(")]
    [InlineData("select s")]
    [InlineData(";update s")]
    public void A_text_of_one_beginning_after_the_other_is_read_once(string beginning) => Assert.InRange(StepsOf(Repeat(beginning)), 0, 6 * Length);

    [Fact]
    public void No_text_of_the_patterns_own_signs_costs_more()
    {
        var random = new Random(3261);
        for (var round = 0; round < 20_000; round++)
        {
            var part = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Signs[random.Next(Signs.Length)]));
            Assert.InRange(StepsOf(Repeat(part)), 0, 6 * Length);
        }
    }

    private static string Repeat(string part) => string.Concat(Enumerable.Repeat(part, (Length / part.Length) + 1))[..Length];

    private static int StepsOf(string text)
    {
        InjectionMatcher.KindOf(Encoding.ASCII.GetBytes(text), isName: false, out var steps);
        return steps;
    }
}
