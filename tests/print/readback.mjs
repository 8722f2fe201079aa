// What the pages of a PDF hold, and what the DocBook that it was printed from says they should.
import { execFileSync } from 'node:child_process';

export const tool = (name, ...args) => execFileSync(name, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
export const textOf = (pdf, ...more) => tool('pdftotext', '-enc', 'UTF-8', ...more, pdf, '-');

// Letters alone: hyphens at the ends of lines, soft hyphens and joiners are the page's, not the essay's.
export const squeeze = (text) => text.normalize('NFKC').replace(/[\u00AD\u2060\u200B\u200E\u200F\u202A-\u202E]/g, '').replace(/[-‐\s]/g, '');

export const decode = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
// Lines of Chinese and Japanese break anywhere, and marks of Arabic come out of a PDF before or after their letters.
export const words = (xml) => decode(xml.replace(/<[^>]*>/g, ' '))
  .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。]/gu, ' $& ')
  .split(/\s+/)
  .map((it) => (/\p{Script=Arabic}/u.test(it) ? it.replace(/[^\p{Script=Arabic}]|[\p{M}،]/gu, '') : it))
  .filter(Boolean);

// The notes of a file with their labels, by patterns of our own.
export function labelsIn(xml) {
  return [...xml.matchAll(/<(?:footnote|annotation) ([^>]*)>/g)].map(([, attributes]) => ({
    id: /xml:id="([^"]*)"/.exec(attributes)[1],
    label: /xreflabel="([^"]*)"/.exec(attributes)[1],
  }));
}

export const byId = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
export const plain = (list) => list.map(({ id, label }) => ({ id, label })).sort(byId);

// The words of Hangul in a file that no line of the PDF has in one piece, of at least ten.
export function dividedHangul(xml, pdf) {
  const lines = textOf(pdf).split('\n').map((it) => it.replace(/\u2060/g, ''));
  const expected = [...new Set(xml.replace(/<[^>]*>/g, '\u0001').match(/[\p{Script=Hangul}]{2,}/gu))];
  if (expected.length <= 10) throw new Error('the file has too few words of Hangul to tell');
  return expected.filter((word) => !lines.some((line) => line.includes(word)));
}

// A small essay around some blocks, as DocBook.
export const article = (blocks, { info = '', title = 'A small essay', lang = 'en', id = 'essay-small' } = {}) => `<?xml version="1.0" encoding="UTF-8"?>
<article xmlns="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" version="5.0" xml:lang="${lang}" xml:id="${id}">
<info><title>${title}</title>${info}</info>${blocks}</article>`;
