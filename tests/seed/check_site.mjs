// check_site.mjs FOLDER: what the essay's page, DocBook and PDF must hold. A line a finding; none is good.
import fs from 'node:fs';
import {execFileSync} from 'node:child_process';

const folder = process.argv[2];
const at = name => `${folder}/public/essays/seed/${name}`;
const html = fs.readFileSync(at('index.html'), 'utf8');
const docbook = fs.readFileSync(at('seed.xml'), 'utf8');
const pdf = execFileSync('pdftotext', ['-raw', at('seed.pdf'), '-'], {encoding: 'utf8', maxBuffer: 1 << 26});
const findings = [];
const check = (ok, what) => ok || findings.push(what);

const letters = s => s.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
const printed = letters(pdf);
const notes = [...Array(12).keys()].map(i => `picked-${i + 1}`).concat('over-the-break');

for (const id of notes) {
    const mark = html.match(new RegExp(`<a [^>]*id="ref-${id}"[^>]*>([^<]*)</a>`));
    const number = mark?.[1].replace(/\D/g, '');
    check(number, `HTML has no mark of ${id}`);
    check(html.includes(`id="note-${id}"`), `HTML has no note ${id}`);
    check(new RegExp(`<footnote [^>]*xml:id="note-${id}"[^>]*xreflabel="${number}"`).test(docbook) ||
        new RegExp(`<footnote [^>]*xreflabel="${number}"[^>]*xml:id="note-${id}"`).test(docbook), `DocBook has no note ${id} ${number}`);
    const i = id.split('-')[1];
    const remark = id.startsWith('picked') ? `Remarknumber${i}onthispassagewxyz${i}` : 'Overabreakthatthepagemade';
    check(printed.includes(number + remark), `the PDF has no note ${id} with number ${number}`);
}
for (const term of ['tisa', 'gsomia', 'pacific-dragon']) {
    check(html.includes(`#term-${term}"`), `HTML does not link ${term}`);
    check(docbook.includes(`linkend="term-${term}"`), `DocBook does not link ${term}`);
    check(docbook.includes(`xml:id="term-${term}"`), `DocBook has no entry ${term}`);
}
check(/Anexerciseheldeverysecondyear/.test(printed), 'the PDF has no glossary');

// Nothing lost: the words of the source follow one another on the page.
const body = html.slice(html.indexOf('<div class="body"'), html.indexOf('<section class="notes"'));
const shown = body.replace(/<a [^>]*class="noteref[^>]*>.*?<\/a>/g, '').replace(/<\/?(p|h\d|div|section|li|ul|ol|blockquote)\b[^>]*>/g, ' ')
    .replace(/<br[^>]*>/g, ' ').replace(/<[^>]*>/g, '').replace(/&amp;/g, '&').match(/[\p{L}\p{N}]+/gu);
const source = fs.readFileSync(`${folder}/words.txt`, 'utf8').split('\n');
const differs = source.findIndex((word, i) => word !== shown[i]);
check(differs < 0 && shown.length === source.length,
    `word ${differs} of ${source.length} is "${shown[differs]}" on the page, "${source[differs]}" in the source (${shown.length})`);

for (const finding of findings)
    console.log(finding);
process.exit(findings.length ? 1 : 0);
