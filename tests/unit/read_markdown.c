/*
 * Markdown into the tree: what each construct becomes,
 * and what is said where it is written wrongly.
 */
#include "read_help.h"

static void common_markdown_is_read(void **state)
{
    static const struct sample samples[] = {
        {"One *two* **three** `four`\nfive\n",
         "Para[One Emph[two] Strong[three] Code<four>[]/five]", NULL},
        {"# A\n\nB\n-\n", "Header1[A]Header2[B]", NULL},
        {"- a\n- b\n", "BulletList[Item[Plain[a]]Item[Plain[b]]]", NULL},
        {"3. a\n\n4. b\n", "OrderedList3[Item[Para[a]]Item[Para[b]]]", NULL},
        {"> a\n>\n> b\n", "BlockQuote[Para[a]Para[b]]", NULL},
        {"a  \nb\\\nc\n", "Para[aLineBreak[]bLineBreak[]c]", NULL},
        {"***\n", "HorizontalRule[]", NULL},
        {"[a *b*](c \"d\") [e]\n\n[e]: f\n", "Para[Link<c>~d~[a Emph[b]] Link<f>[e]]", NULL},
        {"<https://a.b> www.c.d e@f.g\n",
         "Para[Link<https://a.b>[https://a.b] Link<http://www.c.d>[www.c.d] "
         "Link<mailto:e@f.g>[e@f.g]]",
         NULL},
        {"x ![alt](p.svg) y\n", "Para[x Image<p.svg>[alt] y]", NULL},
        {"    code\n", "CodeBlock<code>[]", NULL},
        {"- [x] a\n- [ ] b\n", "BulletList[Item;task=done[Plain[a]]Item;task=open[Plain[b]]]",
         NULL},
        {"\xEF\xBB\xBF"
         "a\r\nb\r\n",
         "Para[a/b]", NULL},
        {"[](#fig-x) [x]()\n", "Para[Link<#fig-x>[] x]",
         "x.md:1:12: warning[link-empty]: this link leads nowhere; its text is written without "
         "it\n"},
    };
    (void)state;
    CHECK_SAMPLES(samples, "en", false);
}

static void attributes_are_tied(void **state)
{
    static const struct sample samples[] = {
        {"# A {#b .c d=e f=\"g h\"}\n", "Header#b.c;d=e;f=g h1[A]", NULL},
        {"# A {#b} ##\n", "Header#b1[A]", NULL},
        {"A {#b}\n===\n", "Header#b1[A]", NULL},
        {"[a](b){.c} ![d](e){#f .g}\n", "Para[Link.c<b>[a] Image#f.g<e>[d]]", NULL},
        {"[a *b*]{.c lang=ko}d\n", "Para[Span.c;lang=ko[a Emph[b]]d]", NULL},
        {"[a [b]{.c} d]{.e}\n", "Para[Span.e[a Span.c[b] d]]", NULL},
        {"*[a]{.b}*\n", "Para[Emph[Span.b[a]]]", NULL},
        {"```lua {#a .numberLines from=3}\nx\n```\n", "CodeBlock#a.lua.numberLines;from=3<x>[]",
         NULL},
        {"```{.lua}\nx\n```\n", "CodeBlock.lua<x>[]", NULL},
        {"a {b} {#c} x{.d} {e=f}\n", "Para[a {b} {#c} x{.d} {e=f}]", NULL},
        {"[a]\\{.b} \\[a]{c}\n", "Para[[a]{.b} [a]{c}]", NULL},
        {"# A {b}\n", "Header1[A {b}]", NULL},
    };
    static const struct sample wrong[] = {
        {"# A {#b c}\n", "Header1[A {#b c}]",
         "x.md:1:9: error[bad-attribute]: a word alone is no attribute; write .class or "
         "key=value\n"},
        {"[a](b){#c\n", "Para[Link<b>[a]{#c]",
         "x.md:1:7: error[bad-attribute]: the brace is not closed on this line\n"},
        {"f(x){.y}\n", "Para[f(x){.y}]",
         "x.md:1:5: error[bad-attribute]: there is nothing here that could have these "
         "attributes\n"},
        {"[a]{#b #c}\n", "Para[Span[a]{#b #c}]",
         "x.md:1:8: error[bad-attribute]: there is an id already\n"},
        {"[a]{.}\n", "Para[Span[a]{.}]",
         "x.md:1:5: error[bad-attribute]: a class is wanted after the full stop\n"},
        {"[a]{k=v k=w}\n", "Para[Span[a]{k=v k=w}]",
         "x.md:1:9: error[bad-attribute]: the same key stands here twice\n"},
        {"```c {#a b}\n```\n", "CodeBlock.c<>[]",
         "x.md:1:10: error[bad-attribute]: a word alone is no attribute; write .class or "
         "key=value\n"},
    };
    (void)state;
    CHECK_SAMPLES(samples, "en", false);
    CHECK_SAMPLES(wrong, "en", false);
}

static void divs_nest(void **state)
{
    static const struct sample samples[] = {
        {"::: {.a #b}\nc\n\n::: d e\nf\n:::\n:::\ng\n", "Div#b.a[Para[c]Div.d.e[Para[f]]]Para[g]",
         NULL},
        {"> ::: a\n> b\n> :::\n\nc\n", "BlockQuote[Div.a[Para[b]]]Para[c]", NULL},
        {"```\n::: a\n```\n", "CodeBlock<::: a>[]", NULL},
        {"::: a :::\nb\n:::::\n", "Div.a[Para[b]]", NULL},
        {"a\n\n:::\n", "Para[a]", "x.md:3:1: error[div-unopened]: this `:::` closes nothing\n"},
        {"a\n\n::: b\nc\n", "Para[a]Div.b[Para[c]]",
         "x.md:3:1: error[div-unclosed]: the div that opens here is never closed\n"},
        {"::: {.a b}\nc\n:::\n", "Div[Para[c]]",
         "x.md:1:9: error[bad-attribute]: a word alone is no attribute; write .class or "
         "key=value\n"},
    };
    (void)state;
    CHECK_SAMPLES(samples, "en", false);
}

static void figures_and_tables_have_captions(void **state)
{
    static const struct sample samples[] = {
        {"![a](b.svg \"C -- d\"){#fig-x width=50%}\n",
         "Figure#fig-x[Caption[Plain[C – d]]Plain[Image;width=50%<b.svg>[a]]]", NULL},
        {"![a](b.svg)\n", "Figure[Plain[Image<b.svg>[a]]]", NULL},
        {"| a | b |\n|:-:|--:|\n| c\\|d | `e\\|f` |\n: G *h* {#tbl-x .w}\n",
         "Table#tbl-x.w[Caption[Plain[G Emph[h]]]TableHead[Row[Cell[Plain[a]]Cell[Plain[b]]]]"
         "TableBody[Row[Cell[Plain[c|d]]Cell[Plain[Code<e|f>[]]]]]]",
         NULL},
        {"| a |\n|---|\n| b |\n\n: C\n",
         "Table[Caption[Plain[C]]TableHead[Row[Cell[Plain[a]]]]TableBody[Row[Cell[Plain[b]]]]]",
         NULL},
        {"| a | b |\n|---|---|\n| [c]{.d} |\n",
         "Table[TableHead[Row[Cell[Plain[a]]Cell[Plain[b]]]]TableBody[Row[Cell[Plain[Span.d[c]]]"
         "Cell[]]]]",
         NULL},
        {"a\n\n: C {#tbl-x}\n\n| b |\n|---|\n",
         "DefinitionList[DefinedTerm[a]Definition[Para[C "
         "{#tbl-x}]]]Table[TableHead[Row[Cell[Plain[b]]]]TableBody[]]",
         NULL},
        {"# a\n\n: C {#tbl-x}\n", "Header1[a]Para[: C {#tbl-x}]",
         "x.md:3:5: error[bad-attribute]: there is no table directly before this caption\n"},
    };
    (void)state;
    CHECK_SAMPLES(samples, "en", false);
}

static void terms_have_definitions(void **state)
{
    static const struct sample samples[] = {
        {"Term *a*\n: One\n  more\nlazy\n\n  - two\n: Other\n\nb\n\n: Three\n\nc\n",
         "DefinitionList[DefinedTerm[Term "
         "Emph[a]]Definition[Para[One/more/lazy]BulletList[Item[Plain[two]]]]"
         "Definition[Para[Other]]DefinedTerm[b]Definition[Para[Three]]]Para[c]",
         NULL},
        {"> a\n> :   b\n>\n>     c\n",
         "BlockQuote[DefinitionList[DefinedTerm[a]Definition[Para[b]Para[c]]]]", NULL},
        {"a :\n:b\n- c\n: d\n", "Para[a :/:b]BulletList[Item[Plain[c/: d]]]", NULL},
        {"![a](b.svg)\n: c\n", "Figure[Plain[Image<b.svg>[a]]]",
         "x.md:2:1: error[not-yet]: only a paragraph can be a term with a definition\n"},
    };
    (void)state;
    CHECK_SAMPLES(samples, "en", false);
}

static void quotations_can_be_more(void **state)
{
    static const struct sample samples[] = {
        {"> a\n>\n> — B, *C*\n", "BlockQuote[Para[a]Div.attribution[Para[B, Emph[C]]]]", NULL},
        {"> a\n> --- B\n", "BlockQuote[Para[a]Div.attribution[Para[B]]]", NULL},
        {"> — B\n", "BlockQuote[Para[— B]]", NULL},
        {"> [!WARNING]\n> a\n", "Div.admonition.warning[Para[a]]", NULL},
        {"> [!TIP]\n>\n> - a\n", "Div.admonition.tip[BulletList[Item[Plain[a]]]]", NULL},
        {"> [!OTHER]\n> a\n", "BlockQuote[Para[[!OTHER]/a]]", NULL},
    };
    (void)state;
    CHECK_SAMPLES(samples, "en", false);
}

static void footnotes_keep_their_labels(void **state)
{
    static const struct sample samples[] = {
        {"a[^x] b[^x]\n\n[^x]: c\n\n    > d\n",
         "Para[aNote<x>[Para[c]BlockQuote[Para[d]]] bLink.fnref<#fn-x>[]]", NULL},
        {"a[^ä-1]\n\n[^ä-1]: b[^2]\n[^2]: c\n", "Para[aNote<ä-1>[Para[bNote<2>[Para[c]]]]]", NULL},
        {"| a[^n] |\n|---|\n\n[^n]: b\n",
         "Table[TableHead[Row[Cell[Plain[aNote<n>[Para[b]]]]]]TableBody[]]", NULL},
        {"a[^x]\n", "Para[a[^x]]",
         "x.md:1:2: error[footnote-undefined]: the footnote [^x] has no text\n"},
        {"a \\[^x]\n", "Para[a [^x]]", NULL},
        {"a\n\n[^x]: b\n", "Para[a]",
         "x.md:3:1: warning[footnote-unused]: nothing refers to the footnote [^x]\n"},
        {"a[^x]\n\n[^x]: b\n\n[^x]: c\n", "Para[aNote<x>[Para[b]]]",
         "x.md:5:1: error[footnote-twice]: there is a footnote [^x] already\n"},
        {"a[^b.c]\n\n[^b.c]: d\n", "Para[aNote<b.c>[Para[d]]]",
         "x.md:1:2: error[bad-value]: \"b.c\" cannot be a footnote's label\n"},
        {"```\n[^x]: a\n```\n", "CodeBlock<[^x]: a>[]", NULL},
    };
    (void)state;
    CHECK_SAMPLES(samples, "en", false);
}

static void some_html_is_understood(void **state)
{
    static const struct sample samples[] = {
        {"x<sup>2</sup> H<sub>*2*</sub>O<br>a\n",
         "Para[xSuperscript[2] HSubscript[Emph[2]]OLineBreak[]a]", NULL},
        {"<abbr title=\"B c\">A</abbr> <kbd>K</kbd>\n", "Para[Span.abbr;title=B c[A] Span.kbd[K]]",
         NULL},
        {"<ruby>漢<rt>kan</rt></ruby>\n", "Para[Span.ruby[漢Span.rt[kan]]]", NULL},
        {"a <!-- b --> c\n\n<!-- d\n\ne -->\n", "Para[a  c]", NULL},
        {"a~~b *c*~~d H~2~O ~~~e\n", "Para[aStrikeout[b Emph[c]]d H~2~O ~~~e]", NULL},
        {"~~ a ~~ b~~\n", "Para[~~ a ~~ b~~]", NULL},
        {"<b>a</b>\n", "Para[<b>a</b>]",
         "x.md:1:1: warning[raw-html-shown]: this HTML is shown as text\n"
         "x.md:1:5: warning[raw-html-shown]: this HTML is shown as text\n"},
        {"<sup>a\n", "Para[<sup>a]",
         "x.md:1:1: warning[raw-html-shown]: this HTML is shown as text\n"},
        {"<div>\na\n</div>\n", "Para[<div>/a/</div>]",
         "x.md:1:1: warning[raw-html-shown]: this HTML is shown as text\n"},
        {"a <!-- gloss: allow link-empty -->\n", "Para[a]",
         "x.md:1:3: error[not-yet]: a comment cannot silence a diagnostic yet\n"},
        {"<!-- a --> <div>b\n", "Para[<div>b]",
         "x.md:1:1: warning[raw-html-shown]: this HTML is shown as text\n"},
        {"<!-- gloss: allow link-empty because … -->\n", "",
         "x.md:1:1: error[not-yet]: a comment cannot silence a diagnostic yet\n"},
    };
    static const struct sample raw[] = {
        {"<b>a</b>\n", "Para[RawInline<<b>>[]aRawInline<</b>>[]]", NULL},
        {"<div>\na\n</div>\n", "RawBlock<<div>\na\n</div>\n>[]", NULL},
        {"x<sup>2</sup>\n", "Para[xSuperscript[2]]", NULL},
    };
    (void)state;
    CHECK_SAMPLES(samples, "en", false);
    CHECK_SAMPLES(raw, "en", true);
}

static void punctuation_is_smart(void **state)
{
    static const struct sample english[] = {
        {"\"a 'b' c\" it's '90s -- --- ... ....\n", "Para[“a ‘b’ c” it’s ’90s – — … ....]", NULL},
        {"\"*a*\" *\"b\"* (\"c\") \"`d`\"\n", "Para[“Emph[a]” Emph[“b”] (“c”) “Code<d>[]”]", NULL},
        {"\\\"a\\\" &quot;b&quot; \\--\n", "Para[\"a\" \"b\" --]", NULL},
        {"`\"--\"` http://a.b/c--d\n",
         "Para[Code<\"--\">[] Link<http://a.b/c--d>[http://a.b/c--d]]", NULL},
        {"\"a[^n]\" b\n\n[^n]: \"c\n", "Para[“aNote<n>[Para[“c]]” b]", NULL},
        {"the dogs' [x](y)'s 'tis\n", "Para[the dogs’ Link<y>[x]’s ’tis]", NULL},
    };
    static const struct sample german[] = {{"\"a 'b'\"\n", "Para[„a ‚b‘“]", NULL}};
    static const struct sample french[] = {{"\"a\" l'b\n", "Para[«\u202Fa\u202F» l’b]", NULL}};
    static const struct sample japanese[] = {{"\"a\" it's -- b\n", "Para[\"a\" it's – b]", NULL}};
    (void)state;
    CHECK_SAMPLES(english, "en", false);
    CHECK_SAMPLES(english, "ko-KR", false);
    CHECK_SAMPLES(german, "de-CH", false);
    CHECK_SAMPLES(french, "fr", false);
    CHECK_SAMPLES(japanese, "ja", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(common_markdown_is_read),
        cmocka_unit_test(attributes_are_tied),
        cmocka_unit_test(divs_nest),
        cmocka_unit_test(figures_and_tables_have_captions),
        cmocka_unit_test(terms_have_definitions),
        cmocka_unit_test(quotations_can_be_more),
        cmocka_unit_test(footnotes_keep_their_labels),
        cmocka_unit_test(some_html_is_understood),
        cmocka_unit_test(punctuation_is_smart),
    };
    read_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
