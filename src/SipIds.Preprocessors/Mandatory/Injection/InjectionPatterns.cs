namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>What injected text looks like. Each row needs what honest names and numbers lack: <c>O'Brien</c> and <c>D'Angelo &amp; Sons; Inc</c> match none.</summary>
internal static class InjectionPatterns
{
    private const string Sql = "SQL";
    private const string Shell = "shell command";
    private const string Script = "script";

    private static readonly InjectionPattern[] s_all =
    [
        // A closing quote and a condition that is always true.
        new(Sql, "'BorW", "="), new(Sql, "'BorW", "like"), new(Sql, "'BorBtrueW"), new(Sql, "'BorBD", "--"), new(Sql, "'B||"),
        new(Sql, "'BandW", "="), new(Sql, "'BandW", "like"), new(Sql, "\"BorW", "="), new(Sql, "\"BandW", "="), new(Sql, "'B=B'"),
        new(Sql, "WorBDB=BD"), new(Sql, "WandBDB=BD"), new(Sql, "'BhavingW", "="), new(Sql, "'BorderBbyW"), new(Sql, "'BgroupBbyW"),
        new(Sql, "'BorW", "WisBnullW"), new(Sql, "'BorW", "WisBnotBnullW"), new(Sql, "'BorBexistsW"), new(Sql, "'BorBnotBexistsW"), new(Sql, "'BandBexistsW"),

        // A closing quote and a comment over the rest.
        new(Sql, "'B;B--"), new(Sql, "'B--BE"), new(Sql, "'B-- ", isInNames: false), new(Sql, "'B#BE"), new(Sql, "'B/*"),

        // A second statement.
        new(Sql, ";BdropBtableW"), new(Sql, ";BdropBdatabaseW"), new(Sql, ";BdeleteBfromW"), new(Sql, ";BinsertBintoW"), new(Sql, ";BupdateW", "WsetW"),
        new(Sql, "'B;BdropW"), new(Sql, "'B;BdeleteW"), new(Sql, "'B;BinsertW"), new(Sql, "'B;BupdateW"), new(Sql, "'B;BselectW"),
        new(Sql, "'B;BexecW"), new(Sql, "'B;BshutdownW"), new(Sql, "'B;BtruncateW"), new(Sql, "'B;BalterW"), new(Sql, "'B;BcreateW"), new(Sql, "'B;BdeclareW"),

        // Another query's answer in place of this one's. A bank may be called Union; its number is not.
        new(Sql, "'BunionW", "selectW"), new(Sql, "WunionBallBselectW"), new(Sql, "WunionBdistinctBselectW"), new(Sql, "WunionBselectW", isInNames: false),
        new(Sql, "WunionBselectW", "WfromW"), new(Sql, "WunionBselectW", "WnullW"), new(Sql, "WunionBselectBD", ","),
        new(Sql, "WselectW", "WfromW", isInNames: false),

        // Functions and tables that nobody is called by.
        new(Sql, "sleep(D"), new(Sql, "benchmark(D"), new(Sql, "waitforBdelay"), new(Sql, "load_file("), new(Sql, "intoBoutfile"), new(Sql, "intoBdumpfile"),
        new(Sql, "information_schema"), new(Sql, "xp_cmdshell"), new(Sql, "@@version"), new(Sql, "extractvalue("), new(Sql, "updatexml("),

        // What a shell, or a dial plan, puts in place of itself; commands after a separator are ShellCommand's.
        new(Shell, "$(", ")"), new(Shell, "${", "}"), new(Shell, "$ifs"), new(Shell, "/bin/sh"), new(Shell, "/bin/bash"), new(Shell, "/etc/passwd"),
        new(Shell, "/etc/shadow"), new(Shell, "/dev/tcp/"), new(Shell, "cmd.exe"), new(Shell, "powershell"), new(Shell, "Wwget ", "http"),
        new(Shell, "Wcurl ", "http"), new(Shell, "Wbash -i"), new(Shell, "Wnc -e"), new(Shell, "Wrm -rf"),

        // Markup in a page that shows callers.
        new(Script, "<Bscript>"), new(Script, "<Bscript "), new(Script, "<Bscript/"), new(Script, "</scriptW"), new(Script, "&lt;scriptW"), new(Script, "javascript:"), new(Script, "vbscript:"),
        new(Script, "<BimgW"), new(Script, "<BsvgW"), new(Script, "<BiframeW"), new(Script, "<BobjectW"), new(Script, "<BembedW"), new(Script, "<BbodyW"),
        new(Script, "<Bstyle>"), new(Script, "<Bstyle ", "="), new(Script, "<Bmeta ", "="), new(Script, "<Blink ", "="), new(Script, "<Bdetails ", "="),
        new(Script, "WontoggleB="), new(Script, "WonerrorB="), new(Script, "WonloadB="), new(Script, "WonmouseoverB="), new(Script, "WonclickB="), new(Script, "WonfocusB="),
        new(Script, "document.cookie"), new(Script, "<?php"),
    ];

    /// <summary>All of them.</summary>
    public static InjectionTrie Trie { get; } = Build();

    private static InjectionTrie Build()
    {
        var trie = new InjectionTrie();
        foreach (var (number, pattern) in s_all.Index())
        {
            trie.Add(pattern.First, pattern with { Number = number });
        }

        return trie;
    }
}
