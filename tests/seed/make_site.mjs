// make_site.mjs SEED FOLDER: a site around a real essay as it came out of a PDF. The essay's text is taken as it is; the
// passages of its notes are picked from it here, so that no sentence of it stands in this repository.
import fs from 'node:fs';
import path from 'node:path';

const [seed, folder] = process.argv.slice(2);
const text = fs.readFileSync(seed, 'utf8');
const PICKED = 12;

/** The paragraphs of running text, as a reader sees them: without the marks of emphasis and links. */
function paragraphs(markdown) {
    return markdown.split(/\n\s*\n/)
        .map(p => p.trim())
        .filter(p => p.length > 200 && !/^[#*|>-]/.test(p))
        .map(p => p.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\\([()])/g, '$1').replace(/\s+/g, ' '));
}

const plain = paragraphs(text);
const whole = plain.join(' ');
const occurs = quote => whole.split(quote).length - 1;

/** Words `from` to `to` of a paragraph, without punctuation at their end. */
const cut = (words, from, to) => words.slice(from, to).join(' ').replace(/[.,;:"'”’]+$/, '');

/** One passage from each of the longest paragraphs, then more from their second halves, each once in the essay. */
function pick() {
    const picked = [];
    for (const share of [0.2, 0.6, 0.4, 0.8]) {
        for (const paragraph of plain) {
            const words = paragraph.split(' ');
            const from = Math.floor(words.length * share);
            const quote = cut(words, from, from + 7);
            if (picked.length < PICKED && words.length > from + 8 && !/[*_`\[\]<>\\]/.test(quote) && occurs(quote) === 1)
                picked.push(quote);
        }
    }
    return picked;
}

const quotes = pick();
if (quotes.length !== PICKED)
    throw new Error(`only ${quotes.length} passages could be picked`);

/** A passage from the end of one paragraph to the beginning of the next. */
const last = plain[3].split(' ').slice(-5).join(' ');
const first = plain[4].split(' ').slice(0, 5).join(' ');

const files = {
    'gloss.yaml': 'title: Standing input\nbase_url: https://seed.example/\nlanguage: en\n' +
        'formats: [html, docbook, pdf]\nfilters: [glossary]\n',
    'content/essays/seed.md': '---\ntitle: Standing input\ndate: 2023-09-01\nauthors: [{name: A. Writer}]\n---\n' + text,
    'content/notes/seed.md': quotes.map((quote, i) =>
        `## picked-${i + 1}\n\n> ${quote}\n\nRemark number ${i + 1} on this passage, wxyz${i + 1}.\n`).join('\n') +
        `\n## over-the-break\n\n> ${last} […] ${first}\n\nOver a break that the page made.\n`,
    'content/glossary/tisa.md': '---\nterm: Trilateral Information Sharing Arrangement\nabbr: TISA\n---\n\nAn arrangement of 2014.\n',
    'content/glossary/gsomia.md': '---\nterm: General Security of Military Information Agreement\nabbr: GSOMIA\n---\n\nAn agreement of 2016.\n',
    'content/glossary/pacific-dragon.md': '---\nterm: Pacific Dragon\n---\n\nAn exercise, held every second year.\n',
};
for (const [name, body] of Object.entries(files)) {
    fs.mkdirSync(path.join(folder, path.dirname(name)), {recursive: true});
    fs.writeFileSync(path.join(folder, name), body);
}
fs.writeFileSync(path.join(folder, 'words.txt'), words(text).join('\n'));

/** The words of the source in their order, marks of Markdown taken away. */
function words(markdown) {
    return markdown.replace(/\]\([^)]*\)/g, ']').replace(/\\([()])/g, '$1').match(/[\p{L}\p{N}]+/gu);
}
