#!/usr/bin/env python3
"""Write every-element.xml: each element of our DocBook at least once, and pages enough to break over.

The text is our own. The long parts are made by repeating so that the file that people read stays short.
"""

import sys

PARA = (
    "The bell of the customs house was rung when the tide had turned, and nobody in the lower town "
    "needed a clock while it hung there. It was cast from the metal of three smaller bells, and the "
    "founder complained in writing that the oldest of them had been mended with lead. "
)


def note(ident, label, blocks, layer="editor"):
    """A note in the encoding of footnotes, as the build writes it."""
    token = f' label="{label}"' if label.isalnum() else ""
    return (
        f'<footnote xml:id="note-{ident}" role="note {layer}" xreflabel="{label}"{token}>'
        f"{blocks}</footnote>"
    )


def nested_list(depth):
    inner = nested_list(depth - 1) if depth > 1 else ""
    return f"<itemizedlist><listitem><para>Step {depth} down.</para>{inner}</listitem></itemizedlist>"


def long_table(rows):
    body = "".join(
        f"<row><entry>{1800 + i}</entry><entry>Entry of the {i}th year in the bell book</entry>"
        f"<entry>{i * 7}</entry></row>"
        for i in range(1, rows + 1)
    )
    return (
        '<table xml:id="tbl-long" xreflabel="2"><title>Strokes by year</title><tgroup cols="3">'
        '<colspec colname="c1"/><colspec colname="c2" colwidth="1*"/><colspec colname="c3" align="right"/>'
        "<thead><row><entry>Year</entry><entry>What was written</entry><entry>Strokes</entry></row></thead>"
        f"<tbody>{body}</tbody></tgroup></table>"
    )


def main():
    with open(sys.argv[1], encoding="utf-8") as source:
        text = source.read()
    long_note = note("long", "21", "".join(f"<para>Paragraph {i} of a long note. {PARA}</para>" for i in range(1, 31)))
    text = text.replace("<?gloss long-note?>", long_note)
    text = text.replace("<?gloss nested-list?>", nested_list(8))
    text = text.replace("<?gloss long-table?>", long_table(60))
    text = text.replace("<?gloss paragraphs?>", "".join(f"<para>{PARA * 3}</para>" for _ in range(6)))
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
