// parity.mjs PROJECT: each note, footnote, term, figure, table and reference of the sources is on the page, in the
// DocBook and in the PDF, with the same number. Gloss compares its own lists on each build; this looks at the sources
// and at the files themselves, with other means. A line a finding, then a line of counts; no findings is good.
import fs from 'node:fs';
import path from 'node:path';
import {execFileSync} from 'node:child_process';

const project = process.argv[2];
const output = process.argv[3] ?? path.join(project, 'public');
const findings = [];
const counts = {};
const check = (ok, what) => {
    if (!ok)
        findings.push(what);
    return ok;
};
const count = (what, n = 1) => counts[what] = (counts[what] ?? 0) + n;
const read = name => fs.readFileSync(name, 'utf8');
const letters = s => s.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
const entities = s => s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&amp;/g, '&');
const plain = s => entities(s.replace(/<[^>]*>/g, ''));
/** The values of an attribute in the order in which they stand. */
const attribute = (tag, name) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];

/** The essays: slug, source, notes. */
function essays() {
    const folder = path.join(project, 'content/essays');
    return fs.readdirSync(folder, {withFileTypes: true})
        .filter(e => e.isDirectory() || (e.name.endsWith('.md') && !e.name.startsWith('_')))
        .map(e => {
            const slug = e.name.replace(/\.md$/, '');
            const notes = path.join(project, 'content/notes', `${slug}.md`);
            return {
                slug,
                text: read(e.isDirectory() ? path.join(folder, slug, 'index.md') : path.join(folder, e.name)),
                notes: fs.existsSync(notes) ? read(notes) : '',
            };
        });
}

/** The notes of a notes file: id, whether it quotes, the first words of its text. */
function notesOf(source) {
    return source.split(/^## /m).slice(1).map(part => {
        const [heading, ...rest] = part.split('\n');
        const lines = rest.join('\n').trim().split('\n');
        const quotes = lines[0].startsWith('>');
        const text = (quotes ? lines.slice(lines.findIndex(l => !l.startsWith('>'))) : lines).join('\n');
        const id = heading.match(/\{[^}]*#([\w-]+)/)?.[1] ?? heading.replace(/\{.*/, '').trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
        return {id, whole: !quotes, start: firstWords(text), footnotes: [...text.matchAll(/^\[\^([\w-]+)\]:/gm)].map(m => `${id}-${m[1]}`)};
    });
}

/** The beginning of a text as letters, marks of Markdown taken away. */
function firstWords(markdown) {
    const shown = markdown.trim().split(/\n\s*\n/)[0]
        .replace(/\]\((?:[^()]|\([^)]*\))*\)/g, ']').replace(/\[\^[^\]]*\]/g, ' \u0000').replace(/\{[^}]*\}/g, '').replace(/\[\]/g, '\u0000');
    return letters(shown.split('\u0000')[0]).slice(0, 24);
}

const pdfText = file => letters(execFileSync('pdftotext', ['-raw', file, '-'], {encoding: 'utf8', maxBuffer: 1 << 26}).replace(/\u00AD/g, ''));

function parse(essay) {
    const at = name => path.join(output, 'essays', essay.slug, name);
    const html = read(at('index.html'));
    const docbook = read(at(`${essay.slug}.xml`));
    return {html, docbook, pdf: pdfText(at(`${essay.slug}.pdf`))};
}

/** id -> number, as the page's marks show them. */
const marks = html => new Map([...html.matchAll(/<a class="noteref[^"]*" id="(?:ref|fnref)-([^"]+)"[^>]*href="#([^"]+)"[^>]*>([^<]*)<\/a>/g)]
    .map(m => [m[2], plain(m[3]).replace(/[\u2060\s]/g, '')]));

/** id -> number, as DocBook's footnotes and annotations have them. */
const docbookNotes = docbook => new Map([...docbook.matchAll(/<(footnote|annotation)\b[^>]*>/g)]
    .map(m => [attribute(m[0], 'xml:id'), attribute(m[0], 'xreflabel') ?? attribute(m[0], 'label') ?? '']));

function checkNumbered(essay, formats, id, start, kind) {
    const onPage = marks(formats.html).get(id);
    const inDocBook = docbookNotes(formats.docbook).get(id);
    count(kind);
    check(onPage, `${essay.slug}: the page has no mark of ${id}`);
    check(formats.html.includes(`<li id="${id}"`), `${essay.slug}: the page has no ${id} in its list`);
    check(inDocBook === onPage, `${essay.slug}: ${id} is "${onPage}" on the page and "${inDocBook}" in the DocBook`);
    check(!start || formats.pdf.includes(letters(onPage ?? '?') + start) || printedBehindLabel(formats.pdf, onPage, start),
        `${essay.slug}: the PDF has no ${id} that begins with ${onPage} ${start}`);
}

/** A layer's label or a note's title may stand between the number and the text. */
function printedBehindLabel(pdf, number, start) {
    for (let at = pdf.indexOf(start); at >= 0; at = pdf.indexOf(start, at + 1))
        if (new RegExp(`${letters(number ?? '?')}\\p{L}{1,60}$`, 'u').test(pdf.slice(Math.max(0, at - 70), at)))
            return true;
    return false;
}

function checkNotes(essay, formats) {
    for (const note of notesOf(essay.notes)) {
        if (note.whole) {
            count('whole-essay notes');
            check(new RegExp(`<aside [^>]*id="note-${note.id}"`).test(formats.html), `${essay.slug}: the page lacks the note on the essay ${note.id}`);
            check(docbookNotes(formats.docbook).has(`note-${note.id}`), `${essay.slug}: the DocBook lacks ${note.id}`);
            check(formats.pdf.includes(note.start), `${essay.slug}: the PDF lacks ${note.id}`);
        } else {
            checkNumbered(essay, formats, `note-${note.id}`, note.start, 'notes');
        }
        note.footnotes.forEach(id => checkNumbered(essay, formats, `fn-${id}`, '', 'footnotes in notes'));
    }
    for (const m of essay.text.matchAll(/^\[\^([\w-]+)\]:\s*([^\n]*(?:\n(?!\s*\n|\[\^)[^\n]+)*)/gm))
        checkNumbered(essay, formats, `fn-${m[1]}`, firstWords(m[2]), 'footnotes');
}

function checkFloats(essay, formats) {
    const found = [...formats.html.matchAll(/<(figure|table) id="([^"]+)"[\s\S]*?<b>([^<]*)<\/b>/g)];
    const wanted = [...essay.text.matchAll(/\{#((?:fig|tbl)-[\w-]+)/g)].map(m => m[1]);
    check(found.length === wanted.length, `${essay.slug}: ${found.length} figures and tables on the page, ${wanted.length} in the source`);
    for (const [, kind, id, label] of found) {
        const number = plain(label).match(/\d+/)?.[0];
        const tag = formats.docbook.match(new RegExp(`<${kind} [^>]*xml:id="${id}"[^>]*>`))?.[0] ?? '';
        count('figures and tables');
        check(attribute(tag, 'xreflabel') === number, `${essay.slug}: ${id} is ${number} on the page, ${attribute(tag, 'xreflabel')} in the DocBook`);
        check(formats.pdf.includes(letters(plain(label))), `${essay.slug}: the PDF has no "${plain(label)}"`);
    }
}

function checkTerms(essay, formats) {
    const onPage = [...formats.html.matchAll(/<a class="term"[^>]*#(term-[^"]+)"/g)].map(m => m[1]).sort();
    const inDocBook = [...formats.docbook.matchAll(/<(?:firstterm|glossterm)\b[^>]*linkend="(term-[^"]+)"/g)].map(m => m[1]).sort();
    count('links to terms', onPage.length);
    check(onPage.length > 0, `${essay.slug}: no term is linked`);
    check(onPage.join() === inDocBook.join(), `${essay.slug}: terms on the page: ${onPage}; in the DocBook: ${inDocBook}`);
    for (const id of new Set(onPage)) {
        const entry = read(path.join(project, 'content/glossary', `${id.slice(5)}.md`));
        const term = entry.match(/^term:\s*(.*)$/m)[1].replace(/^["']|["']$/g, '');
        const definition = firstWords(entry.split(/^---$/m)[2]);
        check(formats.docbook.includes(`<glossentry xml:id="${id}"`), `${essay.slug}: the DocBook has no entry ${id}`);
        check(formats.pdf.includes(letters(term)) && formats.pdf.includes(definition), `${essay.slug}: the PDF has no entry ${term}`);
    }
}

/** Every reference of the source: where it leads on the page and in the DocBook. */
function checkReferences(essay, formats) {
    for (const [, text, angled, bare] of (essay.text + essay.notes).matchAll(/(?<!!)\[([^\]^][^\]]*|)\]\((?:<([^>\s]+)>|((?:note|essay|term):[^)\s]+|#[^)\s]+|[\w/-]+\.md[^)\s]*|https?:[^)\s]+))/g)) {
        const target = angled ?? bare;
        count('references');
        const id = target.startsWith('note:') ? `note-${target.slice(5)}` : target.startsWith('#') ? target.slice(1) : null;
        if (id) {
            check(formats.html.includes(`href="#${id}"`), `${essay.slug}: the page does not lead to ${target}`);
            check(formats.docbook.includes(`linkend="${id}"`), `${essay.slug}: the DocBook does not lead to ${target}`);
        } else if (/^https?:/.test(target)) {
            const url = target.replace(/&/g, '&amp;');
            check(formats.html.includes(`href="${url}"`) && formats.docbook.includes(`xlink:href="${url}"`), `${essay.slug}: ${target} is lost`);
        } else if (target.startsWith('essay:') || target.includes('.md')) {
            const slug = target.replace(/^essay:/, '').replace(/\.md.*|#.*/, '').split('/').filter(p => p !== 'index').pop();
            check(new RegExp(`href="[^"]*${slug}/`).test(formats.html), `${essay.slug}: the page does not lead to ${target}`);
            check(new RegExp(`xlink:href="https?://[^"]*${slug}/`).test(formats.docbook), `${essay.slug}: the DocBook does not lead to ${target}`);
        }
        if (text && !/[*`_\\]/.test(text))
            check(formats.pdf.includes(letters(text)), `${essay.slug}: the PDF lacks the words of the link "${text}"`);
    }
}

for (const essay of essays()) {
    const formats = parse(essay);
    count('essays');
    checkNotes(essay, formats);
    checkFloats(essay, formats);
    checkTerms(essay, formats);
    checkReferences(essay, formats);
}
findings.forEach(f => console.log(f));
console.log(Object.entries(counts).map(([what, n]) => `${n} ${what}`).join(', '));
process.exit(findings.length ? 1 : 0);
