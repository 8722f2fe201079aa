// node check.mjs SCRATCH GLOSS: print with FOP, read the PDF back, compare. Closes with "N passed, N failed".
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { makeFixture } from '../print/fixture.mjs';
import { article, byId, dividedHangul, labelsIn, plain, squeeze, textOf, tool, words } from '../print/readback.mjs';

const [scratch, gloss] = process.argv.slice(2).map((it) => path.resolve(it));
const at = (name) => path.join(scratch, name);
const sheet = path.resolve('themes/paper/print/fo/article.xsl');
const driver = path.resolve('gen/print/driver.java');
const EVERY = at('every.xml');
makeFixture(path.resolve('tests/print/every-element.in.xml'), EVERY);

// ---- printing

// The formatting objects of a document; where the sheet stops, what it said.
function transform(doc, parameters = {}) {
  const given = Object.entries({ figures: `file://${scratch}/`, ...parameters }).flatMap(([name, value]) => ['--stringparam', name, value]);
  const run = spawnSync('xsltproc', ['--nonet', ...given, '-o', `${doc}.fo`, sheet, doc], { encoding: 'utf8' });
  return run.status === 0 ? { fo: `${doc}.fo` } : { message: run.stderr };
}

const JARS = ['fop', 'commons-io', 'batik-all', 'commons-logging', 'xmlgraphics-commons', 'xml-apis-ext', 'fontbox2'].map((it) => `/usr/share/java/${it}.jar`);
const JAVA = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Djava.awt.headless=true', '-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog', '-cp', [...JARS, '/usr/share/fop/fop-hyph.jar'].join(':'), driver];

// Answers of one JVM to these jobs, without its greeting.
function printAll(jobs, options = [], environment = {}) {
  const run = spawnSync('java', [...options, ...JAVA], {
    input: jobs.map((it) => (typeof it === 'string' ? it : JSON.stringify(it))).join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 28,
    env: { ...process.env, ...environment },
  });
  const [greeting, ...answers] = run.stdout.trim().split('\n').map((it) => JSON.parse(it));
  assert.equal(greeting.ready, true, greeting.message);
  assert.equal(answers.length, jobs.length, run.stderr);
  return answers;
}

function write(name, blocks, more) {
  fs.writeFileSync(at(name), article(blocks, more));
  return at(name);
}

// ---- reading back

// Dates are written out, and the words of a picture are in its tag, not on the page.
const UNPRINTED = /<(pubdate|date|bibliorelation|alt|textobject|keywordset)[ >].*?<\/\1>/gs;
function assertWords(xml, pdf) {
  const text = textOf(pdf);
  const page = squeeze(text).replace(/[\u064B-\u0652]/g, '');
  // A word that goes on on the next page has the notes of this one in between, the first behind its half.
  const lines = text.split(/[\n\f]/);
  const isDivided = (word) => /^\p{L}+\p{P}?$/u.test(word) && [...word].some((_, i) => i > 1 && lines.some((it) => new RegExp(`(^| )${word.slice(0, i)}(-$|\\d)`).test(it)) && lines.some((it) => it.startsWith(word.slice(i))));
  const lost = words(xml.replace(/<\?.*?\?>/gs, ' ').replace(UNPRINTED, ' ')).filter((it) => !page.includes(squeeze(it)) && !isDivided(it) && !/^https:\/\/orcid/.test(it));
  assert.deepEqual(lost, []);
}

// ---- checks of the driver and the sheet, all printed by one JVM

const small = write('order.xml', '<para>One.</para>');
const jobs = {
  every: { fo: transform(EVERY).fo, pdf: at('every.pdf'), standard: 'ua-1', timestamp: 86400 * 366 },
  small: { fo: transform(small).fo, pdf: at('small.pdf'), standard: 'ua-1' },
  archive: { fo: `${EVERY}.fo`, pdf: at('archive.pdf'), standard: 'ua-1 a-2b', timestamp: 0 },
  nonsense: 'no job',
  letter: { fo: transform(write('letter.xml', '<para>x \u{1F980} y</para>')).fo, pdf: at('letter.pdf') },
  picture: { fo: transform(write('picture.xml', '<informalfigure><mediaobject><alt>x</alt><imageobject><imagedata fileref="none.svg"/></imageobject></mediaobject></informalfigure>')).fo, pdf: at('picture.pdf') },
  font: { fo: transform(write('font.xml', '<para>x</para>'), { 'font-text': 'No Such Roman' }).fo, pdf: at('font.pdf') },
  lost: { fo: transform(write('lost.xml', '<para>x</para><annotation xml:id="note-lost" annotates="note-lost"><para>y</para></annotation>')).fo, pdf: at('lost.pdf') },
  again: { fo: `${EVERY}.fo`, pdf: at('again.pdf'), standard: 'ua-1', timestamp: 86400 * 366 },
};
for (const name of ['letter', 'picture', 'font', 'lost']) fs.writeFileSync(jobs[name].pdf, 'the old one');
const answers = Object.fromEntries(printAll(Object.values(jobs)).map((it, i) => [Object.keys(jobs)[i], it]));
const every = { xml: fs.readFileSync(EVERY, 'utf8'), pdf: jobs.every.pdf, answer: answers.every };

const checks = {};

checks['every element prints'] = () => {
  assert.equal(every.answer.ok, true, every.answer.message);
  assertWords(every.xml, every.pdf);
};

checks['notes have the ids and labels of the file'] = () => {
  const expected = labelsIn(every.xml).sort(byId);
  assert.ok(expected.length > 15);
  assert.deepEqual(plain(every.answer.notes), expected);
  assert.deepEqual(plain(every.answer.marks), expected.filter((it) => it.id !== 'note-overview'));
};

checks['each note stands under its own label'] = () => {
  const page = squeeze(textOf(every.pdf, '-raw'));
  for (const [label, start] of [['1', 'A note on the title.'], ['†', 'The inner of two'], ['6', 'The plain footnote’s text.'],
    ['13', 'In a table’s cell.'], ['15', 'A note with a title It holds'], ['16', 'The footnote within'], ['21', 'Paragraph 1 of a long']]) {
    assert.ok(page.includes(squeeze(label + start)), `${label} ${start}`);
  }
};

checks['a note begins on the page of its mark'] = () => {
  const pages = new Map(every.answer.notes.map((it) => [it.id, it.page]));
  for (const mark of every.answer.marks) assert.equal(pages.get(mark.id), mark.page, mark.id);
};

checks['figures and tables have the numbers of the file'] = () => {
  assert.deepEqual(plain(every.answer.figures.filter((it) => it.id)), [
    { id: 'fig-plan', label: '1' }, { id: 'tbl-in-note', label: '3' }, { id: 'tbl-long', label: '2' }, { id: 'tbl-small', label: '1' },
  ]);
  const page = textOf(every.pdf).replace(/\u00A0/g, ' ');
  for (const caption of ['Figure 1. The bell house', 'Table 1. Strokes of the bell', 'Table 2. Strokes by year']) assert.ok(page.includes(caption), caption);
};

checks['a term lists each page of use once'] = () => {
  const pages = [...new Set(every.answer.terms.filter((it) => it.id === 'term-tisa').map((it) => it.page))];
  assert.ok(every.answer.terms.length > pages.length);
  assert.ok(textOf(every.pdf).includes(`Used on pages ${pages.join(', ')}.`));
};

checks['metadata, dates, destinations'] = () => {
  const info = tool('pdfinfo', '-isodates', every.pdf);
  assert.match(info, /Title: +The bell and the tide: How a harbour told the time/);
  assert.match(info, /Author: +Mara Lindqvist, 서연 한/);
  assert.match(info, /Keywords: +bells, harbours, time/);
  assert.match(info, /CreationDate: +1971-01-02T00:00:00/);
  assert.match(info, /Tagged: +yes/);
  const destinations = tool('pdfinfo', '-dests', every.pdf);
  for (const id of ['after', 'deepest', 'glossary', 'note-first', 'note-table', 'fig-plan', 'term-tisa']) assert.ok(destinations.includes(`"${id}"`), id);
};

checks['the outline is the headings'] = () => {
  const outline = tool('pdftohtml', '-xml', '-i', '-stdout', every.pdf);
  const items = [...outline.matchAll(/<item [^>]*>(.*?)<\/item>/g)].map((it) => it[1].trim());
  assert.deepEqual(items, ['After the clocks came', 'Deeper', 'Deepest', 'The book', 'Glossary']);
  assert.deepEqual(every.answer.sections.map((it) => it.title), items);
};

checks['the tag tree has notes, headings, header cells and figures'] = () => {
  const tree = tool('pdfinfo', '-struct', every.pdf);
  for (const tag of ['Note', 'Lbl', 'H1', 'H2', 'H3', 'TH', 'Figure', 'Caption', 'BlockQuote', 'L ']) assert.match(tree, new RegExp(`^ *${tag}`, 'm'), tag);
};

checks['heads and folios are no part of the text'] = () => {
  const tree = tool('pdfinfo', '-struct-text', every.pdf);
  assert.equal(tree.split('The bell and the tide').length - 1, tree.split('“The bell and the tide').length - 1);
};

checks['the file is sound'] = () => assert.match(tool('qpdf', '--check', every.pdf), /No syntax or stream encoding errors/);

checks['words of Hangul are not parted'] = () => assert.deepEqual(dividedHangul(every.xml, every.pdf), []);

checks['two standards at once'] = () => {
  assert.equal(answers.archive.ok, true, answers.archive.message);
  const metadata = tool('pdfinfo', '-meta', jobs.archive.pdf);
  assert.match(metadata, /pdfaid:part>2</);
  assert.match(metadata, /pdfuaid:part>1</);
};

checks['the same bytes twice, in any place and order'] = () => {
  const [first, second] = printAll([jobs.small, jobs.every].map((it) => ({ ...it, pdf: `${it.pdf}2` })), ['-Duser.timezone=Asia/Seoul', '-Duser.language=ko'], { TZ: 'America/Lima' });
  assert.equal(first.ok && second.ok, true);
  for (const [one, other] of [['every.pdf', 'every.pdf2'], ['every.pdf', 'again.pdf'], ['small.pdf', 'small.pdf2']]) {
    assert.ok(fs.readFileSync(at(one)).equals(fs.readFileSync(at(other))), `${one} ${other}`);
  }
};

// What cannot be printed: the answer names it, and the PDF that was there stays.
for (const [name, message] of Object.entries({ letter: /🦀 \(U\+1F980\)/, picture: /none\.svg/, font: /“No Such Roman” is not installed/, lost: /note-lost/ })) {
  checks[`refused: ${name}`] = () => {
    assert.equal(answers[name].ok, false);
    assert.match(answers[name].message, message);
    assert.equal(fs.readFileSync(jobs[name].pdf, 'utf8'), 'the old one');
  };
}

checks['a letter that no font has is named apart'] = () => assert.deepEqual(answers.letter.letters, [{ letter: '\u{1F980}', code: 'U+1F980' }]);

checks['nonsense is answered, and nothing is left half-written'] = () => {
  assert.equal(answers.nonsense.ok, false);
  assert.equal(answers.again.ok, true);
  assert.deepEqual(fs.readdirSync(scratch).filter((it) => it.endsWith('.part')), []);
};

// What the sheet itself refuses.
for (const [name, [blocks, message, more]] of Object.entries({
  'an unknown element': ['<msgset/>', /no rule for <msgset>/],
  'an unknown element in the info': ['<para>x</para>', /no rule for <printhistory>/, { info: '<printhistory><para>x</para></printhistory>' }],
  'a dangling link': ['<para><link linkend="nowhere">x</link></para>', /“x” points to `nowhere`/],
  'a dangling term': ['<para><glossterm linkend="term-none">x</glossterm></para>', /`term-none`/],
  'a passage whose note is missing': ['<para><phrase annotations="note-none">x</phrase></para>', /annotated by `note-none`/],
  'a picture without words': ['<informalfigure><mediaobject><imageobject><imagedata fileref="plan.svg"/></imageobject></mediaobject></informalfigure>', /`plan.svg` has no alternative text/],
})) {
  checks[`${name} is refused`] = () => assert.match(transform(write('refused.xml', blocks, more)).message ?? '', message);
}

// ---- through gloss, whose style sheet runs in its own process

const site = at('site');
const build = (environment = {}, ...more) => spawnSync(gloss, ['build', '-t', 'pdf', '--pdf-engine', 'fop', ...more], { cwd: site, encoding: 'utf8', env: { ...process.env, ...environment } });

const pdfsOf = (folder) => fs.readdirSync(folder, { recursive: true }).filter((it) => it.endsWith('.pdf')).sort();

checks['the shipped essays print, with the words of their DocBook'] = () => {
  const run = build();
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const pdfs = pdfsOf(path.join(site, 'public'));
  assert.ok(pdfs.length > 2);
  for (const pdf of pdfs) assertWords(fs.readFileSync(path.join(site, '.gloss/print', pdf.replace(/pdf$/, 'xml')), 'utf8'), path.join(site, 'public', pdf));
  assert.deepEqual(fs.readdirSync(path.join(site, '.gloss'), { recursive: true }).filter((it) => /\.(part|fo)$/.test(it)), []);
  assert.ok(fs.readdirSync(path.join(site, '.gloss')).some((it) => it.endsWith('.jsa')));
};

checks['a reader’s copy has marks alone, and a notebook the notes'] = () => {
  const run = build({}, '--reader', '--notebook');
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const essay = 'essays/trilateral-defense/trilateral-defense';
  const xml = fs.readFileSync(path.join(site, `.gloss/print/${essay}.xml`), 'utf8');
  const notes = [...xml.matchAll(/<footnote .*?<\/footnote>/gs)].map((it) => words(it[0])).filter((it) => it.length > 14).map((it) => it.slice(0, 12).join(' '));
  assert.ok(notes.length > 10);
  const texts = ['-reader', '-notebook'].map((part) => squeeze(textOf(path.join(site, `public/${essay}${part}.pdf`))).replace(/•/g, ''));
  assert.deepEqual(notes.map((it) => texts.map((text) => text.includes(squeeze(it)))).filter(([reader, notebook]) => reader || !notebook), []);
};

checks['without Java there is a cure'] = () => {
  const run = build({ PATH: '/nowhere' }, '--only', 'radar-lock-on');
  assert.equal(run.status, 4, run.stderr);
  assert.match(run.stderr, /print-no-engine[^]*apt-get install fop default-jdk-headless/);
};

checks['notes in the margin are refused'] = () => assert.match(build({}, '--pdf-notes', 'margin').stderr, /print-no-engine[^]*does not print notes in the margin/);

let passed = 0;
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    check();
    passed++;
  } catch (error) {
    failed++;
    console.log(`${name}: ${error.message.slice(0, 2000)}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
