using SipIds.Configuration.Tests.Samples;

namespace SipIds.Configuration.Tests;

public sealed class PathTests
{
    [Fact]
    public void A_relative_path_starts_at_the_folder_of_the_file() =>
        Assert.Equal("/etc/sipids/books/a.txt", Load("/etc/sipids/sipcnf.yaml", "guard: {books: [books/a.txt]}"));

    [Fact]
    public void An_absolute_path_stays_as_it_is() => Assert.Equal("/books/a.txt", Load("/etc/sipids/sipcnf.yaml", "guard: {books: /books/a.txt}"));

    [Fact]
    public void In_an_argument_a_relative_path_starts_at_the_current_folder() =>
        Assert.Equal(Path.GetFullPath("a.txt"), Load("/etc/sipids/sipcnf.yaml", "", "guard.books=a.txt"));

    [Fact]
    public void An_empty_path_is_none() =>
        Assert.Equal("sipcnf.yaml:1:17: guard.books[0]: '' is not a path; write one such as /etc/sipids/some.file", Sample.Fault("guard: {books: ['']}"));

    private static string Load(string file, string text, params string[] overrides) =>
        Assert.Single(ConfigurationLoader.Load(Sample.Schema, text, file, overrides).Configuration!.Section<SampleGuardOptions>().Books).Path;
}
