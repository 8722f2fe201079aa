// The fixture: every-element.in.xml with its long parts, which are made by repeating so that the file that people read
// stays short. The text is our own.
import fs from 'node:fs';

const PARAGRAPH = 'The bell of the customs house was rung when the tide had turned, and nobody in the lower town '
  + 'needed a clock while it hung there. It was cast from the metal of three smaller bells, and the '
  + 'founder complained in writing that the oldest of them had been mended with lead. ';

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i + 1)).join('');

const longNote = () => '<footnote xml:id="note-long" role="note editor" xreflabel="21" label="21">'
  + times(30, (i) => `<para>Paragraph ${i} of a long note. ${PARAGRAPH}</para>`) + '</footnote>';

const nestedList = (depth) => `<itemizedlist><listitem><para>Step ${depth} down.</para>${depth > 1 ? nestedList(depth - 1) : ''}</listitem></itemizedlist>`;

const longTable = () => '<table xml:id="tbl-long" xreflabel="2"><title>Strokes by year</title><tgroup cols="3">'
  + '<colspec colname="c1"/><colspec colname="c2" colwidth="1*"/><colspec colname="c3" align="right"/>'
  + '<thead><row><entry>Year</entry><entry>What was written</entry><entry>Strokes</entry></row></thead><tbody>'
  + times(60, (i) => `<row><entry>${1800 + i}</entry><entry>Line ${i} of the bell book</entry><entry>${i * 7}</entry></row>`)
  + '</tbody></tgroup></table>';

const PARTS = {
  'long-note': longNote,
  'nested-list': () => nestedList(8),
  'long-table': longTable,
  paragraphs: () => times(6, () => `<para>${PARAGRAPH.repeat(3)}</para>`),
};

export function makeFixture(from, to) {
  const text = fs.readFileSync(from, 'utf8').replace(/<\?gloss ([a-z-]+)\?>/g, (_, name) => PARTS[name]());
  fs.writeFileSync(to, text);
}
