// node check.mjs SCRATCH DRIVER ENGINE TEMPLATE: print, read the PDF back, compare. Closes with "N passed, N failed".
import { execFileSync, spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFixture } from './fixture.mjs';
import { article, byId, decode, dividedHangul, labelsIn, plain, squeeze, textOf, tool, words } from './readback.mjs';

const [scratch, driver, engine, template] = process.argv.slice(2).map((it) => path.resolve(it));
const at = (name) => path.join(scratch, name);
const here = path.dirname(fileURLToPath(import.meta.url));
const EVERY = at('every-element.xml');
makeFixture(path.join(here, 'every-element.in.xml'), EVERY);

// ---- printing

// Answers of one formatter to these jobs, without its greeting.
function printAll(jobs, environment = {}) {
  const run = spawnSync('node', [driver, '--engine', engine, '--template', template, '--root', '/'], {
    input: jobs.map((it) => JSON.stringify(it)).join('\n') + '\n',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...environment },
  });
  const [greeting, ...answers] = run.stdout.trim().split('\n').map((it) => JSON.parse(it));
  assert.equal(greeting.ready, true, greeting.message);
  assert.equal(answers.length, jobs.length, run.stderr);
  return answers;
}

function print(doc, pdf, more = {}) {
  return printAll([{ doc, pdf, ...more }])[0];
}

// A small essay around some blocks.
function write(name, blocks, more) {
  fs.writeFileSync(at(name), article(blocks, more));
  return at(name);
}

// ---- checks

const checks = {};
const every = { xml: fs.readFileSync(EVERY, 'utf8'), pdf: at('every.pdf') };
every.answer = print(EVERY, every.pdf);

checks['every element prints'] = () => assert.equal(every.answer.ok, true, every.answer.message);

checks['notes have the ids and labels of the file'] = () => {
  const expected = labelsIn(every.xml).sort(byId);
  assert.ok(expected.length > 15);
  assert.deepEqual(plain(every.answer.notes), expected);
  assert.deepEqual(plain(every.answer.marks), expected.filter((it) => it.id !== 'note-overview'));
};

checks['each word of the file is on the pages'] = () => {
  const page = squeeze(textOf(every.pdf)).replace(/[\u064B-\u0652]/g, '');
  // Dates are written out, and the words of a picture are in its tag, not on the page.
  const body = every.xml.replace(/<(pubdate|date|bibliorelation|alt|textobject)[ >].*?<\/\1>/gs, ' ');
  const lost = words(body).filter((it) => !page.includes(squeeze(it)) && !/^https:\/\/orcid/.test(it));
  assert.deepEqual(lost, []);
};

checks['each note stands under its own label'] = () => {
  const page = squeeze(textOf(every.pdf, '-raw'));
  for (const [label, start] of [['1', 'A note on the title.'], ['†', 'The inner of two'], ['6', 'The plain footnote’s text.'],
    ['13', 'In a table’s cell.'], ['15', 'A note with a title It holds'], ['16', 'The footnote within'], ['21', 'Paragraph 1 of a long']]) {
    assert.ok(page.includes(squeeze(label + start)), `${label} ${start}`);
  }
};

checks['figures and tables have the numbers of the file'] = () => {
  assert.deepEqual(plain(every.answer.figures.filter((it) => it.id)), [
    { id: 'fig-plan', label: '1' }, { id: 'tbl-in-note', label: '3' }, { id: 'tbl-long', label: '2' }, { id: 'tbl-small', label: '1' },
  ]);
  const page = textOf(every.pdf);
  for (const caption of ['Figure 1. The bell house', 'Table 1. Strokes of the bell', 'Table 2. Strokes by year']) assert.ok(page.replace(/\u00A0/g, ' ').includes(caption), caption);
};

checks['terms, references and headings are reported'] = () => {
  assert.deepEqual(every.answer.terms.map((it) => it.id), ['term-tisa', 'term-tisa', 'term-gsomia', 'term-tisa', 'term-gsomia']);
  assert.deepEqual(every.answer.sections.filter((it) => it.counted).map((it) => [it.id, it.level]), [['after', 1], ['deeper', 2], ['deepest', 3], ['tables', 1]]);
  assert.ok(every.answer.references.some((it) => it.to === 'fig-plan'));
  assert.ok(every.answer.references.some((it) => it.to === 'mailto:bell@example.org'));
};

checks['a term lists each page of use once'] = () => {
  const pages = [...new Set(every.answer.terms.filter((it) => it.id === 'term-tisa').map((it) => it.page))];
  assert.ok(textOf(every.pdf).includes(`Used on pages ${pages.join(', ')}.`));
};

checks['metadata, language and destinations'] = () => {
  const info = tool('pdfinfo', every.pdf);
  assert.match(info, /Title: +The bell and the tide: How a harbour told the time/);
  assert.match(info, /Author: +Mara Lindqvist, 서연 한/);
  assert.match(info, /Keywords: +bells, harbours, time/);
  assert.match(info, /Tagged: +yes/);
  const destinations = tool('pdfinfo', '-dests', every.pdf);
  for (const id of ['after', 'deeper', 'deepest', 'tables', 'glossary']) assert.ok(destinations.includes(`"${id}"`), id);
  assert.ok(fs.readFileSync(every.pdf, 'latin1').includes('/Lang (en)'));
};

checks['the tag tree has notes, headings, header cells and figures'] = () => {
  const tree = tool('pdfinfo', '-struct', every.pdf);
  for (const tag of ['Note', 'Lbl', 'H1', 'H2', 'H3', 'TH', 'Figure', 'Caption', 'BlockQuote', 'L ']) assert.match(tree, new RegExp(`^ *${tag}`, 'm'), tag);
  assert.equal((tree.match(/^ *Note\b/gm) ?? []).length, labelsIn(every.xml).length - 1);
};

// The objects of a PDF, uncompressed.
const objectsOf = (pdf) => execFileSync('qpdf', ['--qdf', '--object-streams=disable', pdf, '-'], { encoding: 'latin1', maxBuffer: 1 << 28 });

checks['each link says where it leads, each note has an id'] = () => {
  const objects = objectsOf(every.pdf).split(/^endobj$/m);
  const links = objects.filter((it) => it.includes('/Subtype /Link'));
  assert.ok(links.length > 50);
  assert.equal(links.filter((it) => it.includes('/Contents')).length, links.length);
  const notes = objects.filter((it) => /\/S \/Note\b/.test(it));
  assert.ok(notes.length > 15);
  assert.equal(notes.filter((it) => it.includes('/ID')).length, notes.length);
};

checks['pictures have their words'] = () => {
  const objects = objectsOf(every.pdf);
  for (const words of ['a small plan', 'A tower with a bell above the water', 'The plan again, small']) assert.ok(objects.includes(`/Alt (${words})`), words);
};

checks['the outline is the headings'] = () => {
  const outline = tool('pdftohtml', '-xml', '-i', '-stdout', every.pdf);
  const items = [...outline.matchAll(/<item [^>]*>(.*?)<\/item>/g)].map((it) => it[1].trim());
  assert.deepEqual(items, ['After the clocks came', 'Deeper', 'Deepest', 'The book', 'Glossary']);
};

// The fixture shows what we write, so it must itself be DocBook.
checks['the fixture is valid DocBook'] = () => {
  const schema = '/usr/share/xml/docbook/schema/rng/5.0/docbook.rng';
  const run = spawnSync('xmllint', ['--noout', '--nonet', '--relaxng', schema, EVERY], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
};

checks['the file is sound'] = () => assert.match(tool('qpdf', '--check', every.pdf), /No syntax or stream encoding errors/);

checks['words of Hangul are not parted'] = () => assert.deepEqual(dividedHangul(every.xml, every.pdf), []);

checks['nothing of the file runs as code'] = () => {
  const dangerous = '#panic("no") $x$ \\ *a* _b_ = @c &lt;d&gt; [e] // f `g` #1 "h" \' ~ - --- …';
  const doc = write('dangerous.xml', `<para>${dangerous}</para><programlisting>${dangerous}</programlisting>`, { title: '#panic("title") *x*' });
  const answer = print(doc, at('dangerous.pdf'));
  assert.equal(answer.ok, true, answer.message);
  const page = squeeze(textOf(at('dangerous.pdf')));
  assert.equal(page.split(squeeze(decode(dangerous))).length - 1, 2);
  assert.ok(page.includes('#panic("title")*x*'));
};

checks['the same bytes twice, in any order, at any hour'] = () => {
  const small = write('order.xml', '<para>One.</para>');
  const first = printAll([{ doc: EVERY, pdf: at('b1.pdf') }, { doc: small, pdf: at('s1.pdf') }], { TZ: 'Asia/Seoul', LC_ALL: 'C' });
  const second = printAll([{ doc: small, pdf: at('s2.pdf') }, { doc: EVERY, pdf: at('b2.pdf') }], { TZ: 'America/Lima', LC_ALL: 'ko_KR.UTF-8' });
  for (const answer of [...first, ...second]) assert.equal(answer.ok, true, answer.message);
  assert.ok(fs.readFileSync(at('b1.pdf')).equals(fs.readFileSync(at('b2.pdf'))));
  assert.ok(fs.readFileSync(at('b1.pdf')).equals(fs.readFileSync(every.pdf)));
  assert.ok(fs.readFileSync(at('s1.pdf')).equals(fs.readFileSync(at('s2.pdf'))));
};

checks['the timestamp of the job is the date of the PDF'] = () => {
  const answer = print(write('dated.xml', '<para>One.</para>'), at('dated.pdf'), { timestamp: 86400 * 366 });
  assert.equal(answer.ok, true, answer.message);
  assert.match(tool('pdfinfo', '-isodates', at('dated.pdf')), /CreationDate: +1971-01-02T00:00:00/);
};

checks['what is rare'] = () => {
  fs.copyFileSync(path.join(here, 'plan.svg'), at('a plan, 100% wide.svg'));
  const blocks = `<para>One<phrase xml:id="ref-a" role="mark" annotations="note-a"/> and once more<link role="mark" linkend="note-a"><superscript>1</superscript></link>.</para>
<annotation xml:id="note-a" annotates="ref-a" xreflabel="1"><info><author><personname>A. Nother</personname></author><date>2024-05-09</date></info><para>Signed.</para></annotation>
<bridgehead role="rule">* * *</bridgehead>
<informalfigure><mediaobject xlink:href="https://example.org/plan"><alt>x</alt><imageobject><imagedata fileref="a%20plan%2C%20100%25%20wide.svg" width="120"/></imageobject></mediaobject></informalfigure>
<informalfigure xml:id="fig-no-title" xreflabel="7"><mediaobject><alt>The words of a distant picture</alt><imageobject><imagedata fileref="https://example.org/a.png"/></imageobject></mediaobject></informalfigure>
<para>Maths <inlineequation role="tex"><mathphrase>a^2</mathphrase></inlineequation>, <phrase dir="rtl" xml:lang="he">פעמון</phrase>, 日本
語の行。</para><para role="used-in" xlink:href="https://example.org/used">A linked paragraph</para>`;
  const info = `<author><personname><firstname>Shin-ae</firstname><surname>Lee</surname><othername role="native">이신애</othername></personname></author><pubdate>2024-05</pubdate><publishername>A Notebook</publishername>
<biblioset relation="series"><title>Papers</title><issuenum>3</issuenum></biblioset><biblioset relation="source"><title>First Place</title><pubdate>2023</pubdate><bibliosource class="uri">https://example.org/first</bibliosource></biblioset>
<revhistory role="corrections"><revision><date>2024-07-01</date><revremark>A date was wrong.</revremark></revision></revhistory>`;
  const answer = print(write('rare.xml', blocks, { info }), at('rare.pdf'));
  assert.equal(answer.ok, true, answer.message);
  const page = textOf(at('rare.pdf')).replace(/\s+/g, ' ');
  for (const words of ['A. Nother, May 9, 2024', '* * *', 'Figure 7', 'The words of a distant picture', 'a^2', '日本語の行。', 'A linked paragraph',
    'Shin-ae Lee 이신애', 'Lee, Shin-ae. “A small essay.” Papers 3, A Notebook, May 2024.', 'First Place, 2023, https://example.org/first', 'July 1, 2024: A date was wrong.']) {
    assert.ok(page.replace(/\u00A0/g, ' ').includes(words), words);
  }
  assert.deepEqual(answer.references.map((it) => it.to), ['https://example.org/plan', 'https://example.org/used']);
  assert.deepEqual(plain(answer.figures.filter((it) => it.id)), [{ id: 'fig-no-title', label: '7' }]);
};

// What cannot be printed: the answer names it, and the PDF that was there stays.
const refused = {
  'an unknown element': ['<msgset/>', /no rule for <msgset>/],
  'an unknown element in the info': ['<para>x</para>', /no rule for <printhistory>/, { info: '<printhistory><para>x</para></printhistory>' }],
  'a dangling link': ['<para><link linkend="nowhere">x</link></para>', /“x” points to `nowhere`/],
  'a dangling term': ['<para><glossterm linkend="term-none">x</glossterm></para>', /`term-none`/],
  'a note that no passage leads to': ['<para>x</para><annotation xml:id="note-lost" annotates="note-lost"><para>y</para></annotation>', /note-lost/],
  'an id twice': ['<para xml:id="a">x</para><para xml:id="a">y</para>', /`a` occurs twice/],
  'a picture without words': ['<informalfigure><mediaobject><imageobject><imagedata fileref="plan.svg"/></imageobject></mediaobject></informalfigure>', /`plan.svg` has no alternative text/],
  'a missing picture': ['<informalfigure><mediaobject><alt>x</alt><imageobject><imagedata fileref="none.svg"/></imageobject></mediaobject></informalfigure>', /none\.svg/],
  'a letter that no font has': ['<para>x \u{1F980} y</para>', /🦀 \(U\+1F980\)/],
  'broken XML': ['<para>', /./],
};
for (const [name, [blocks, message, more]] of Object.entries(refused)) {
  checks[`${name} is refused`] = () => {
    const pdf = at('stays.pdf');
    fs.writeFileSync(pdf, 'the old one');
    const answer = print(write('refused.xml', blocks, more), pdf);
    assert.equal(answer.ok, false);
    assert.match(answer.message, message);
    assert.equal(fs.readFileSync(pdf, 'utf8'), 'the old one');
    assert.deepEqual(fs.readdirSync(scratch).filter((it) => it.endsWith('.part')), []);
  };
}

checks['a document after a refused one is printed'] = () => {
  const answers = printAll([{ doc: write('bad.xml', '<msgset/>'), pdf: at('bad.pdf') }, 'no job', { doc: write('good.xml', '<para>x</para>'), pdf: at('good.pdf') }]);
  assert.deepEqual(answers.map((it) => it.ok), [false, false, true]);
};

checks['a document outside the root is refused'] = () => {
  const run = spawnSync('node', [driver, '--engine', engine, '--template', template, '--root', at('.')], {
    input: JSON.stringify({ doc: '/etc/hostname', pdf: at('outside.pdf') }) + '\n', encoding: 'utf8',
  });
  assert.match(run.stdout, /lies outside/);
};

const PAPERS = { a4: '595.276 x 841.89', letter: '612 x 792', '6x9in': '432 x 648' };
checks['papers have their sizes, and no note strays from its mark'] = () => {
  const papers = [...Object.keys(PAPERS), 'b5', '120x150mm', '130x170mm', '125x180mm'];
  const answers = printAll(papers.map((paper) => ({ doc: EVERY, pdf: at(`paper-${paper}.pdf`), paper })));
  answers.forEach((answer, i) => {
    assert.equal(answer.ok, true, answer.message);
    assert.deepEqual(answer.warnings, []);
    const pages = new Map(answer.notes.map((it) => [it.id, it.page]));
    for (const mark of answer.marks.filter((it) => !it.nested)) assert.equal(pages.get(mark.id), mark.page, `${papers[i]} ${mark.id}`);
    if (PAPERS[papers[i]]) assert.ok(tool('pdfinfo', at(`paper-${papers[i]}.pdf`)).includes(PAPERS[papers[i]]), papers[i]);
  });
};

checks['a-2b and none can be asked for, two at once not'] = () => {
  for (const standard of ['a-2b', 'none']) {
    const answer = print(EVERY, at('standard.pdf'), { standard });
    assert.equal(answer.ok, true, answer.message);
  }
  const answer = print(EVERY, at('standard.pdf'), { standard: ['ua-1', 'a-2b'] });
  assert.match(answer.message, /one PDF standard at a time/);
};

checks['a font that is not installed is named'] = () => {
  const answer = print(EVERY, at('font.pdf'), { options: { 'font-text': 'No Such Roman' } });
  assert.equal(answer.ok, false);
  assert.match(answer.message, /“No Such Roman” is not installed/);
};

// ---- the margin

const noted = (count, between) => Array.from({ length: count }, (_, i) =>
  `<phrase role="passage">passage ${i + 1}</phrase><footnote xml:id="note-m${i + 1}" xreflabel="${i + 1}"><para>Margin text number ${i + 1}, of a line or two in its column.</para></footnote>${between}`).join(' ');

// The boxes of the words on each page, in points.
function wordsOf(pdf) {
  const pages = tool('pdftotext', '-bbox', pdf, '-').split('<page ').slice(1);
  return pages.map((page) => {
    const height = Number(/height="([\d.]+)"/.exec(page)[1]);
    const found = [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)];
    return { height, words: found.map(([, left, top, right, bottom, text]) => ({ left: +left, top: +top, right: +right, bottom: +bottom, text })) };
  });
}

checks['margin notes neither overlap nor leave the page'] = () => {
  for (const [count, between] of [[1, ' and more'], [12, ' and more'], [40, ' and a good deal more of the text than before. '.repeat(6)]]) {
    const doc = write('margin.xml', `<para>${noted(count, between)}</para>`);
    const answer = print(doc, at('margin.pdf'), { notes: 'margin' });
    assert.equal(answer.ok, true, answer.message);
    assert.equal(answer.notes.length, count);
    for (const page of wordsOf(at('margin.pdf'))) {
      const column = page.words.filter((it) => it.left > 405 && it.top > 60 && it.bottom < page.height - 60);
      const starts = column.filter((it) => it.text === 'Margin').sort((a, b) => a.top - b.top);
      starts.slice(1).forEach((start, i) => {
        const before = column.filter((it) => it.top > starts[i].top - 1 && it.top < start.top - 1);
        assert.ok(before.length > 5, `${count}: notes lie over one another`);
        for (const word of before) assert.ok(word.top < start.top - 8, `${count}: ${word.text} runs into the next note`);
      });
    }
    assert.equal((textOf(at('margin.pdf')).match(/Margin text/g) ?? []).length, count);
  }
};

checks['a margin that is too small names page and notes'] = () => {
  const answer = print(write('full.xml', `<para>${noted(60, '')}</para>`), at('full.pdf'), { notes: 'margin' });
  assert.equal(answer.ok, false);
  assert.match(answer.message, /page 1 does not fit its margin \(notes 1, 2, /);
};

// ---- parts of an essay

const parts = Object.fromEntries(['reader', 'notebook'].map((part) => [part, { pdf: at(`${part}.pdf`), answer: print(EVERY, at(`${part}.pdf`), { part }) }]));
const ordered = (list) => list.map(({ id, label }) => `${id} ${label}`);

checks['a reader’s copy has each mark of the text and the words of no note'] = () => {
  assert.equal(parts.reader.answer.ok, true, parts.reader.answer.message);
  assert.deepEqual(ordered(parts.reader.answer.marks), ordered(every.answer.marks.filter((it) => !it.nested)));
  assert.deepEqual(parts.reader.answer.notes, []);
  const page = squeeze(textOf(parts.reader.pdf));
  const notes = [...every.xml.matchAll(/<(footnote|annotation) .*?<\/\1>/gs)].map((it) => it[0]);
  const [own, rest] = [words(notes.join(' ')), words(notes.reduce((xml, it) => xml.replace(it, ' '), every.xml))];
  const only = [...new Set(own.filter((it) => it.length > 7 && !rest.some((word) => word.includes(it))))];
  assert.ok(only.length > 10);
  assert.deepEqual(only.filter((it) => page.includes(squeeze(it))), []);
  const body = words(every.xml.replace(/<(footnote|annotation) .*?<\/\1>/gs, ' ').replace(/<(pubdate|date|bibliorelation|alt|textobject)[ >].*?<\/\1>/gs, ' '));
  const arabic = page.replace(/[\u064B-\u0652]/g, '');
  assert.deepEqual(body.filter((it) => !arabic.includes(squeeze(it)) && !/^https:\/\/orcid/.test(it)), []);
};

checks['a notebook has each note once, in order, under its number and its passage'] = () => {
  assert.equal(parts.notebook.answer.ok, true, parts.notebook.answer.message);
  assert.deepEqual(plain(parts.notebook.answer.notes), labelsIn(every.xml).sort(byId));
  const top = every.answer.marks.filter((it) => !it.nested).map((it) => it.id);
  assert.deepEqual(parts.notebook.answer.marks.filter((it) => !it.nested).map((it) => it.id), top);
  const page = squeeze(textOf(parts.notebook.pdf, '-raw'));
  for (const text of ['2one bell and two opinionsThe first paragraph', '3book that lay open on the deskThe outer passage', '6The plain footnote’s text', '16The footnote within']) assert.ok(page.includes(squeeze(text)), text);
  assert.ok(!page.includes(squeeze('Hangul keeps its words whole')));
  assert.match(tool('qpdf', '--check', parts.notebook.pdf), /No syntax or stream encoding errors/);
};

checks['a part that is none is refused'] = () => assert.match(print(EVERY, at('none.pdf'), { part: 'half' }).message, /no part of an essay is called `half`/);

// ---- depth

const lists = (depth, inner) => (depth === 0 ? inner : `<itemizedlist><listitem><para>Level ${depth}</para>${lists(depth - 1, inner)}</listitem></itemizedlist>`);
const sections = (depth, inner) => (depth === 0 ? inner : `<section xml:id="s${depth}"><title>Section ${depth}</title>${sections(depth - 1, inner)}</section>`);

checks['what may be nested is printed'] = () => {
  const phrase = Array.from({ length: 6 }, (_, i) => i).reduce((inner, i) => `<phrase role="passage" xml:id="p${i}">${inner} out</phrase>`, 'in');
  const note = `<footnote xml:id="note-deep" xreflabel="1">${lists(8, '<para>deep <emphasis>down <literal>there</literal></emphasis></para>')}</footnote>`;
  const answer = print(write('deep.xml', sections(5, lists(8, `<blockquote><para>${phrase}${note}</para></blockquote>`))), at('deep.pdf'));
  assert.equal(answer.ok, true, answer.message);
  const page = textOf(at('deep.pdf'));
  assert.ok(page.includes('deep down there'));
  assert.equal((page.match(/Level \d/g) ?? []).length, 16);
};

checks['an essay in Arabic, in Korean and in Japanese'] = () => {
  for (const [lang, words] of Object.entries({ ar: 'ناقوس الميناء يقول الوقت', ko: '항구의 종은 때를 알린다', ja: '港の鐘は時を告げる' })) {
    const note = `<footnote xml:id="note-l" xreflabel="1"><para>${words}</para></footnote>`;
    const info = '<pubdate>2024-05-02</pubdate>';
    const answer = print(write('lang.xml', `<section xml:id="s"><title>${words}</title><para>${words}${note}.</para></section>`, { lang, title: words, info }), at(`lang-${lang}.pdf`));
    assert.equal(answer.ok, true, answer.message);
    assert.ok(fs.readFileSync(at(`lang-${lang}.pdf`), 'latin1').includes(`/Lang (${lang})`), lang);
  }
};

let passed = 0;
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    check();
    passed++;
  } catch (error) {
    failed++;
    console.log(`${name}: ${error.message}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
