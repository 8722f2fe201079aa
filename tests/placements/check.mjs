// node check.mjs PROJECT ENCODING: what the notes files say is in the DocBook, in what pandoc reads of it, and in the
// PDF: the text of each note, with the number that the page gives it, its layer's label, its author and date.
// A line a finding, then the number of notes; no finding is good.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';

const [project, encoding] = process.argv.slice(2);
const LABELS = { editor: 'Editor’s note', translator: 'Translator’s note', reader: '' };
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const read = (name) => fs.readFileSync(name, 'utf8');
const run = (name, ...args) => execFileSync(name, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
// Letters and digits alone: how lines end, and the marks between words, are each format's own.
const letters = (text) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
const findings = [];
let seen = 0;

// The notes of a file: attributes of the heading, first line of the text, footnotes.
function notesOf(file) {
  const [, front, ...rest] = read(file).split(/^---$/m);
  const layer = /^layer: (.*)$/m.exec(front)[1];
  return rest.join('---').split(/^## /m).slice(1).map((part) => {
    const [heading, ...lines] = part.split('\n');
    const attribute = (name) => new RegExp(`${name}=(?:"([^"]*)"|([^ }]*))`).exec(heading)?.slice(1).find(Boolean);
    const text = lines.filter((line) => line.trim() && !line.startsWith('>') && !line.startsWith('[^'));
    const title = heading.replace(/\{.*/, '').trim();
    const id = /\{#([\w-]+)/.exec(heading)?.[1];
    return {
      id: id ?? title,
      title: id ? title : '',
      first: text[0].replace(/\[\^.*?\]/g, '\u0000').replace(/^- /, '').split('\u0000')[0],
      footnotes: lines.filter((line) => line.startsWith('[^')).map((line) => line.replace(/^\[\^.*?\]: /, '')),
      label: LABELS[attribute('layer') ?? layer],
      author: attribute('author') ?? '',
      date: attribute('date') ?? '',
      whole: !lines.some((line) => line.startsWith('>')) && !heading.includes('on='),
    };
  });
}

function longDate(iso) {
  const [year, month, day] = iso.split('-').map(Number);
  return day ? `${MONTHS[month - 1]} ${day}, ${year}` : `${year}`;
}

// id -> number, as the page has it.
const numbersOf = (html) => new Map([...html.matchAll(/<li id="note-([^"]+)"[^>]*><span class="number">([^<]*)</g)].map((m) => [m[1], m[2]]));
const tagOf = (docbook, id) => new RegExp(`<(footnote|annotation|varlistentry) [^>]*xml:id="note-${id}"[^>]*>`).exec(docbook)?.[0] ?? '';

for (const slug of fs.readdirSync(path.join(project, 'content/notes')).map((name) => name.replace('.md', ''))) {
  const at = (ending) => path.join(project, 'public/essays', slug, `${slug}.${ending}`);
  const check = (ok, what) => ok || findings.push(`${slug}: ${what}`);
  const docbook = read(at('xml'));
  const numbers = numbersOf(read(path.join(project, 'public/essays', slug, 'index.html')));
  const plain = letters(run('pandoc', '-f', 'docbook', '-t', 'plain', '--wrap=none', at('xml')));
  const isArabic = slug === 'minaret';
  // Raw order keeps each note in one piece, but turns words of Arabic round.
  const order = isArabic ? [] : ['-raw'];
  const print = letters(run('pdftotext', ...order, at('pdf'), '-').replace(/\u00AD/g, ''));
  const printed = (text) => (isArabic ? text.split(' ') : [text]).every((it) => print.includes(letters(it)));
  for (const note of notesOf(path.join(project, 'content/notes', `${slug}.md`))) {
    seen++;
    const tag = tagOf(docbook, note.id);
    const number = numbers.get(note.id) ?? '';
    check(tag, `the DocBook lacks ${note.id}`);
    check(note.whole || number || note.id === 'whole-answer', `the page has no number of ${note.id}`);
    check(number === '' || tag.includes(`xreflabel="${number}"`), `${note.id} is ${number} on the page: ${tag}`);
    check(encoding === 'footnote' || !tag.startsWith('<footnote'), `${note.id} is a footnote`);
    check(plain.includes(letters(note.first)), `pandoc does not see ${note.id}`);
    check(printed(note.first), `the PDF lacks ${note.id}`);
    for (const text of note.footnotes) {
      check(plain.includes(letters(text)), `pandoc does not see the footnote of ${note.id}`);
      check(printed(text), `the PDF lacks the footnote of ${note.id}`);
    }
    check(!note.author || docbook.includes(`<personname>${note.author}</personname>`), `the DocBook lacks the author of ${note.id}`);
    check(!note.date || docbook.includes(`<date>${note.date}</date>`), `the DocBook lacks the date of ${note.id}`);
    if (slug !== 'harbour') {
      check(!note.author || printed(note.author), `the PDF lacks the author of ${note.id}`);
      continue;
    }
    const head = letters(number + note.label + note.title + note.first);
    check(print.includes(head), `the PDF does not begin ${note.id} with ${number} ${note.label} ${note.title}`);
    const signature = letters(note.author + (note.date ? longDate(note.date) : ''));
    check(print.includes(signature), `the PDF lacks author and date of ${note.id}: ${signature}`);
  }
}

findings.forEach((line) => console.log(line));
console.log(`${seen} notes`);
process.exitCode = findings.length > 0 || seen < 95 ? 1 : 0;
