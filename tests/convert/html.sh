# HTML in: each of html/*.html is of one matter and read as pandoc reads it; what gloss writes comes back; any bytes end well.
# Sourced by run.sh.

# Ids are given when a document is written, not when it is read.
for file in html/*.html; do
    pandoc -f html-auto_identifiers -t json "$file" | document >"$work/want"
    convert -t json "$file" | document >"$work/got"
    same "$work/want" "$work/got"
    check "HTML as pandoc reads it: $(basename "$file" .html)" $?
done
[ "$(find html -name '*.html' | wc -l)" -ge 40 ]
check 'forty documents of one matter each' $?

# html_is NAME NATIVE: what pandoc 3, or gloss alone, makes of standard input.
html_is() {
    printf '%s\n' "$2" >"$work/want"
    convert -f html -t native 2>&1 | tr -d '\n' | sed 's/$/\n/' >"$work/got"
    same "$work/want" "$work/got"
    check "HTML: $1" $?
}

html_is 'a figure' '[Figure ("f",["c"],[]) (Caption Nothing [Plain [Str "c",Space,Strong [Str "d"]]]) [Plain [Image ("",[],[]) [Str "x"] ("a.png","")]]]' \
    <<<'<figure id=f class=c><img src=a.png alt=x><figcaption>c <b>d</b></figcaption></figure>'
html_is 'a figure of anything' '[Figure ("",[],[]) (Caption Nothing [Para [Str "c"]]) [CodeBlock ("",[],[]) "x"]]' \
    <<<'<figure><figcaption><p>c</p></figcaption><pre>x</pre></figure>'
html_is 'tasks' '[BulletList [[Plain [Str "a"]],[Para [Str "b"]],[Plain [Str "c"]]]]' \
    <<<'<ul><li><input type=checkbox checked> a<li><p><input type=checkbox>b</p><li><label><input type=checkbox>c</label></ul>'
[ "$(convert -f html <<<'<ul><li><input type=checkbox checked> a</ul>')" = '<ul>
<li class="task"><label><input type="checkbox" disabled checked> a</label></li>
</ul>' ]
check 'HTML: a task that is done' $?
html_is 'notes as pandoc writes them' '[Para [Str "a",Note [Para [Str "N"],Para [Str "M"]],Str "b"]]' <<'HTML'
<p>a<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>b</p>
<section class="footnotes" role="doc-endnotes"><hr /><ol>
<li id="fn1"><p>N</p><p>M<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>
HTML
html_is 'a note that nothing leads to keeps its words' '[Div ("",["section"],[("role","doc-endnotes")]) [OrderedList (1,DefaultStyle,DefaultDelim) [[Div ("fn1",[],[]) [Para [Str "N"]]]]]]' \
    <<<'<section role=doc-endnotes><ol><li id=fn1><p>N</ol></section>'
html_is 'a note in itself, and two marks of one' '[Para [Note [Para [Link ("",["fnref"],[]) [Str "1"] ("#fn-1","")]],Link ("",["fnref"],[]) [Str "2"] ("#fn-1","")]]' \
    <<<'<p><a href=#fn1 role=doc-noteref>1</a><a href=#fn1 role=doc-noteref>2</a></p><ol role=doc-endnotes><li id=fn1><p><a href=#fn1 role=doc-noteref>1</a></ol>'
html_is 'MathML with its TeX, and without' '[Para [Math InlineMath "x_1",Space,Str "y",Space,Math DisplayMath "z"]]' \
    <<<'<p><math><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation></math> <math><mi>y</mi></math> <math display=block alttext=z></math></p>'
html_is 'words where none may stand' '[BulletList [[Plain [Str "a"]],[Plain [Str "b"]],[Plain [Str "c"]]],Para [Str "x"],Table ("",[],[]) (Caption Nothing []) [(AlignDefault,ColWidthDefault)] (TableHead ("",[],[]) []) [TableBody ("",[],[]) (RowHeadColumns 0) [] [Row ("",[],[]) [Cell ("",[],[]) AlignDefault (RowSpan 1) (ColSpan 1) [Plain [Str "d"]]]]] (TableFoot ("",[],[]) []),DefinitionList [([],[[Plain [Str "e"]],[Plain [Str "f"]]])]]' \
    <<<'<ul>a<li>b</li>c</ul><table>x<tr><td>d</td></tr></table><dl>e<dd>f</dd></dl>'
html_is 'a block in a heading, in emphasis, in a link' '[Header 1 ("a",[],[]) [Str "x",Space,Str "y"],Div ("",[],[]) [Para [Str "p"]],Para [Str "q"]]' \
    <<<'<h1 id=a>x<div>y</div></h1><b><div><p>p</p></div></b><a href=z><p>q</p></a>'
html_is 'tags that are not closed' '[Table ("",[],[]) (Caption Nothing []) [(AlignDefault,ColWidthDefault),(AlignDefault,ColWidthDefault)] (TableHead ("",[],[]) [Row ("",[],[]) [Cell ("",[],[]) AlignDefault (RowSpan 1) (ColSpan 1) [Plain [Str "a"]],Cell ("",[],[]) AlignDefault (RowSpan 1) (ColSpan 1) [Plain [Str "b"]]]]) [TableBody ("",[],[]) (RowHeadColumns 0) [] [Row ("",[],[]) [Cell ("",[],[]) AlignDefault (RowSpan 1) (ColSpan 1) [Plain [Str "c"]],Cell ("",[],[]) AlignDefault (RowSpan 1) (ColSpan 1) [Plain [Str "d"]]]]] (TableFoot ("",[],[]) [])]' \
    <<<'<table><tr><th>a<th>b<tr><td>c<td>d</table>'
html_is 'a drawing keeps its words' '[Para [Str "a",Space,Str "s",Space,Str "b"]]' <<<'<p>a <svg><title>s</title></svg> b</p>'
html_is 'where a word may break' '[Para [Str "abc"],Para [Str "d"]]' <<<'<p>a<wbr>b<WBR />c</p><p>d'
html_is 'bytes before the first tag' '[Para [Str "\233"],Para [Str "x"]]' <<<$'\xef\xbb\xbfé<p>x</p>'

# ---- there and back ----

# What gloss writes of an essay is written the same when it has been read, but for these: attributes of small capitals and
# brackets in addresses, which pandoc drops and escapes; tags of no meaning; and ruby, of which the words are kept.
lossy='blocks/inlines errors/control-characters errors/raw-html quotations/ja-over-ruby'
compared=0
: >"$work/differ"
for essay in ../*/*/essay.md ../../content/essays/*.md; do
    name=$(dirname "$essay")
    name=${name#../}
    case " $lossy " in *" $name "*) continue ;; esac
    convert "$essay" >"$work/want" 2>/dev/null || continue
    compared=$((compared + 1))
    convert -f html "$work/want" >"$work/got" 2>&1
    cmp -s "$work/want" "$work/got" || echo "$essay" >>"$work/differ"
done
cp "$work/differ" "$work/why"
[ "$compared" -ge 100 ] && [ ! -s "$work/differ" ]
check "what gloss writes of $compared essays comes back" $?

# ---- bytes that are no page ----

# html_refused NAME TEXT [STATUS]: standard input ends in time with NAME and TEXT, and nothing is written.
html_refused() {
    timeout 5 "$GLOSS" convert -f html -t json --message-format short >"$work/out" 2>"$work/why"
    [ $? = 1 ] && [ ! -s "$work/out" ] && grep -qF "error[$1]" "$work/why" && grep -qF -- "$2" "$work/why"
    check "HTML, refused: $1, $2" $?
}

# The sanitizers reserve more memory than there is.
most_memory=2000000
(ulimit -v $most_memory && "$GLOSS" version) >/dev/null 2>&1 || most_memory=unlimited

# html_taken NAME: standard input is read in time, in two gigabytes, and the parser says nothing.
html_taken() {
    (
        ulimit -v $most_memory
        exec timeout 10 "$GLOSS" convert -f html -t json --message-format short >"$work/out" 2>"$work/why"
    )
    [ $? = 0 ] && [ -s "$work/out" ] && [ ! -s "$work/why" ]
    check "HTML, taken: $1" $?
}

many() { awk -v text="$1" -v count="$2" 'BEGIN { while (count-- > 0) printf "%s", text }'; }

many '<b>' 100000 | html_refused too-deep 'elements are nested more than 512 deep'
many '<blockquote>' 200 | html_refused too-deep 'standard input:1:'
many '<table><tr><td>' 100 | html_refused too-deep 'more than 180'
html_refused too-large '501 columns' <<<'<table><tr><td colspan=1>a<td colspan=500>b</table>'
{ printf '<table><tr>' && many '<td>' 500 && many '<tr>' 300; } | html_refused too-large 'cells that are left out'
printf 'a\xff' | html_refused not-utf8 'standard input:1:2'
printf '<p>a\0' | html_refused not-utf8 'standard input:1:5'

html_taken 'nonsense' <<<'<<<>< <a <b x=" y=<p></q></ &#xZZ;&#9999999999; <!doctype <![CDATA[ x ]]> <? <!-- -- >'
html_taken 'only a comment that does not end' <<<'<!-- <p>a <p>b'
many '</i>' 300000 | { many '<b>' 150; cat; } | html_taken 'ends of what never began'
awk 'BEGIN { printf "<p"; for (i = 0; i < 200000; i++) printf " a%x", i; print ">x" }' | html_taken 'a tag of many attributes'
many '<p>' 300000 | { cat; echo x; } | html_taken 'paragraphs of nothing'
many 'a<wbr>' 200000 | html_taken 'a word of many pieces'
many '<i>a</i>' 200000 | html_taken 'emphasis that melts'
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<meta name=m%d content=x>", i; print "<p>x" }' | html_taken 'metadata of many names'
many '<meta name=m content=x>' 100000 | { cat; echo '<p>x'; } | html_taken 'metadata of one name'
printf '<p>a\n<a href="javascript:b">c</a>' | convert -f html >"$work/out" 2>"$work/why"
[ $? = 1 ] && [ ! -s "$work/out" ] && grep -qF 'standard input:2:1: error[link-scheme]' "$work/why"
check 'HTML: a mistake is shown at its tag' $?
