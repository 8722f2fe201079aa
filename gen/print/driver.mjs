// The formatter: one process for all documents of a build.
//
//   node driver.mjs --template FOLDER [--engine FOLDER] [--root FOLDER]
//
// The first answer says whether the engine could be loaded. Then each line of standard input is a job in
// JSON, and each gets one line of JSON in answer, in order:
//
//   {"doc": "a.xml", "pdf": "a.pdf", "base": "folder of figures", "part": "all", "notes": "foot",
//    "paper": "a4", "standard": "ua-1", "timestamp": 1714600000, "options": {"font-text": "Vollkorn"}}
//   {"ok": true, "doc": "a.xml", "pages": 4, "marks": [{"id", "label", "page"}], "notes": […],
//    "terms": […], "figures": […], "sections": […], "bridgeheads": […], "references": […], "warnings": ["…"]}
//   {"ok": false, "doc": "a.xml", "message": "…", "letters": [{"letter": "🦀", "code": "U+1F980"}]}
//
// Only files below the root can be read, and a PDF comes into being by a rename: what lies there
// after a failure is what lay there before.

import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import v8 from 'node:v8';
import vm from 'node:vm';

const ENGINE = '@myriaddreamin/typst-ts-node-compiler';
const ENTRY = 'article.typ';
const TEXT_FONT = 'Gentium Plus';

// Typst keeps what it has worked out for this many documents more; the template is used by each and stays.
const CACHE_AGE = 2;

// How often a document is set anew to bring notes to the page of their marks, and with how many lines more.
const MOST_ATTEMPTS = 6;
const LINES_A_TIME = 5;

function answer(value) {
  process.stdout.write(JSON.stringify(value) + '\n');
}

function readOptions() {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const { values } = parseArgs({
    options: {
      template: { type: 'string' },
      engine: { type: 'string', default: here },
      root: { type: 'string', default: '/' },
    },
  });
  if (!values.template) throw new Error('no template was named');
  return { template: path.resolve(values.template), engine: path.resolve(values.engine), root: path.resolve(values.root) };
}

function loadEngine(folder) {
  const require = createRequire(path.join(folder, 'package.json'));
  const { NodeCompiler } = require(ENGINE);
  const { version } = require(`${ENGINE}/package.json`);
  return { NodeCompiler, name: `${ENGINE} ${version}` };
}

// The template is laid over the root under a name that no file has: it need not lie below the
// root, and the documents cannot reach the folder that it came from.
function addTemplate(compiler, { template, root }) {
  const place = path.join(root, '.gloss-template');
  const sources = fs.readdirSync(template).filter((name) => name.endsWith('.typ')).sort();
  if (!sources.includes(ENTRY)) throw new Error(`the template ${template} has no ${ENTRY}`);
  for (const name of sources) {
    compiler.addSource(path.join(place, name), fs.readFileSync(path.join(template, name), 'utf8'));
  }
  return { entry: path.join(place, ENTRY), place };
}

// A path as Typst sees it, where the root is `/`.
function withinRoot(root, file, what) {
  const relative = path.relative(root, path.resolve(file));
  if (relative.startsWith('..')) throw new Error(`${what} ${file} lies outside ${root}`);
  return '/' + relative.split(path.sep).join('/');
}

function inputsOf(job, root) {
  const inputs = {
    doc: withinRoot(root, job.doc, 'the document'),
    base: withinRoot(root, job.base ?? path.dirname(job.doc), 'the folder of figures'),
    part: job.part ?? 'all',
    notes: job.notes ?? 'foot',
    paper: job.paper ?? 'a4',
    standard: standardOf(job),
    timestamp: job.timestamp === undefined ? '' : String(job.timestamp),
  };
  for (const [name, value] of Object.entries(job.options ?? {})) inputs[name] = String(value);
  return inputs;
}

// ---- messages

// Typst says `panicked with: "…"` for a sentence of our own template; the sentence is enough.
function plainMessage(message) {
  const own = /^panicked with: "(.*)"$/s.exec(message);
  return own ? unescapeDebug(own[1]) : message;
}

const ESCAPED = { n: '\n', t: '\t', r: '\r', 0: '\0' };

function unescapeDebug(text) {
  return text.replace(/\\(?:u\{([0-9a-f]+)\}|(.))/gs, (_, hex, letter) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : (ESCAPED[letter] ?? letter));
}

// Where in the template it happened; of use only when the fault is the template's own.
function placeOf(diagnostic, place) {
  if (!diagnostic.path || diagnostic.message.startsWith('panicked')) return '';
  const line = diagnostic.range ? `:${diagnostic.range.start.line + 1}` : '';
  return ` (${path.relative(place, diagnostic.path)}${line})`;
}

const ERROR = 1;
const WARNING = 2;

function messagesOf(compiler, result, severity, place) {
  const diagnostics = severity === WARNING ? result.takeWarnings() : result.takeDiagnostics();
  if (!diagnostics) return [];
  const wanted = compiler.fetchDiagnostics(diagnostics).filter((it) => it.severity === severity);
  // Where the template itself stopped, what else failed is a consequence.
  const own = wanted.filter((it) => it.message.startsWith('panicked'));
  return [...new Set((own.length > 0 ? own : wanted).map((it) => plainMessage(it.message) + placeOf(it, place)))];
}

// What the exporter throws is the debug text of its diagnostics.
function exportError(error) {
  const found = [...error.message.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((it) => unescapeDebug(it[1]));
  const messages = found.length > 0 ? [...new Set(found)] : [error.message];
  const missing = messages.map((it) => MISSING_LETTERS.exec(it)).filter(Boolean).map((it) => unescapeDebug(it[1]));
  return missing.length > 0 ? lettersError(missing) : new Error(messages.join('; '));
}

const MISSING_LETTERS = /the text `"(.*?)"` could not be displayed/s;
const MOST_LETTERS = 12;

function lettersError(texts) {
  const letters = [...new Set(texts.flatMap((it) => [...it]))].map((letter) => (
    { letter, code: `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}` }));
  const named = letters.slice(0, MOST_LETTERS).map(({ letter, code }) => `${letter} (${code})`);
  const more = letters.length > MOST_LETTERS ? ` and ${letters.length - MOST_LETTERS} more` : '';
  const error = new Error(`no installed font of the page has the letters ${named.join(', ')}${more}`);
  error.letters = letters.slice(0, MOST_LETTERS);
  return error;
}

// ---- one job

function missingFont(warnings, job) {
  const wanted = job.options?.['font-text'] ?? TEXT_FONT;
  return warnings.some((it) => it.toLowerCase().startsWith(`unknown font family: ${wanted.toLowerCase()}`)) ? wanted : null;
}

// The fonts of scripts that an essay does not use may be missing; only their letters would be missed.
function isWorthTelling(warning) {
  return !warning.startsWith('unknown font family');
}

// What one list has more often than the other.
function difference(one, other) {
  const counts = new Map();
  for (const it of one) counts.set(it, (counts.get(it) ?? 0) + 1);
  for (const it of other) counts.set(it, (counts.get(it) ?? 0) - 1);
  return [...counts].filter(([, count]) => count !== 0).map(([it]) => it);
}

// Each note of the file was printed once, and under its mark's label; each reference leads where it should.
function checkReport(report, part) {
  const references = difference(report.expected.references, report.references.map((it) => it.to));
  if (references.length > 0) throw new Error(`these references came out otherwise than they stand in the file: ${references.join(', ')}`);
  if (part === 'reader') checkMarks(report);
  else checkNotes(report);
}

// A reader's copy shows the mark of each note, once, and no note.
function checkMarks(report) {
  const marks = difference(report.expected.marks, report.marks.map((it) => it.id));
  if (marks.length > 0) throw new Error(`these notes have no mark, or two: ${marks.join(', ')}`);
  if (report.notes.length > 0) throw new Error(`a reader's copy has notes: ${report.notes.map((it) => it.id).join(', ')}`);
}

function checkNotes(report) {
  const printed = new Map(report.notes.map((it) => [it.id, it.label]));
  if (printed.size !== report.notes.length) throw new Error('a note was printed twice');
  const lost = report.expected.notes.filter((id) => !printed.has(id));
  if (lost.length > 0) throw new Error(`no passage leads to: ${lost.join(', ')}`);
  const marked = new Set(report.marks.map((it) => it.id));
  const unmarked = report.notes.find((it) => !it.whole && !marked.has(it.id));
  if (unmarked) throw new Error(`a note has no mark: ${unmarked.id}`);
  const differing = report.marks.find((it) => printed.get(it.id) !== it.label);
  if (differing) throw new Error(`the mark ${differing.label} leads to a note of another label: ${differing.id}`);
}

function writeWhole(file, bytes) {
  const part = `${file}.${process.pid}.part`;
  try {
    fs.writeFileSync(part, bytes);
    fs.renameSync(part, file);
  } catch (error) {
    fs.rmSync(part, { force: true });
    throw error;
  }
}

function standardOf(job) {
  const wanted = [job.standard ?? 'ua-1'].flat();
  if (wanted.length !== 1) throw new Error(`Typst writes one PDF standard at a time, not ${wanted.join(' and ')}`);
  return wanted[0];
}

function exportPdf(compiler, document, job) {
  const options = { creationTimestamp: job.timestamp ?? 0 };
  const standard = standardOf(job);
  if (standard !== 'none') options.pdfStandard = standard;
  try {
    return compiler.pdf(document, options);
  } catch (error) {
    throw exportError(error);
  }
}

function compile(compiler, inputs, { entry, place }) {
  const result = compiler.compile({ mainFilePath: entry, inputs, resetRead: true });
  if (result.hasError()) throw new Error(messagesOf(compiler, result, ERROR, place).join('; ') || 'the engine gave no reason');
  const document = result.result;
  const warnings = messagesOf(compiler, result, WARNING, place);
  const [report] = compiler.query(document, { selector: '<gloss-report>', field: 'value' });
  return { document, warnings, report };
}

// Notes that do not begin on their mark's page: Typst lets that happen where a list, a quotation or a heading
// moves on to the next page after its notes were placed. A note within a note follows it, wherever.
function strayNotes(report) {
  const pages = new Map(report.notes.map((it) => [it.id, it.page]));
  return report.marks.filter((it) => !it.nested && pages.has(it.id) && pages.get(it.id) !== it.page).map((it) => it.id);
}

// Compile until no note strays: each time one does, more lines are kept free at its mark.
function compileSettled(compiler, job, setting) {
  const inputs = inputsOf(job, setting.root);
  const room = new Map();
  for (let attempt = 1; ; attempt++) {
    const compiled = compile(compiler, inputs, setting);
    const stray = strayNotes(compiled.report);
    if (stray.length === 0) return compiled;
    if (attempt === MOST_ATTEMPTS) {
      compiled.warnings.push(`a note does not begin on the page of its mark: ${stray.join(', ')}`);
      return compiled;
    }
    for (const id of stray) room.set(id, (room.get(id) ?? 0) + LINES_A_TIME);
    inputs.room = [...room].map(([id, lines]) => `${id}=${lines}`).join(' ');
  }
}

function print(compiler, job, setting) {
  const { document, warnings, report } = compileSettled(compiler, job, setting);
  const font = missingFont(warnings, job);
  if (font) throw new Error(`the font “${font}” is not installed`);
  checkReport(report, job.part);
  const { expected, ...printed } = report;
  writeWhole(job.pdf, exportPdf(compiler, document, job));
  return { pages: document.numOfPages, ...printed, warnings: warnings.filter(isWorthTelling) };
}

function readJob(line) {
  const job = JSON.parse(line);
  if (typeof job.doc !== 'string' || typeof job.pdf !== 'string') throw new Error('a job names `doc` and `pdf`');
  return job;
}

function start() {
  const options = readOptions();
  const engine = loadEngine(options.engine);
  const compiler = engine.NodeCompiler.create({ workspace: options.root });
  const setting = { root: options.root, ...addTemplate(compiler, options) };
  answer({ ok: true, ready: true, engine: engine.name });
  return { compiler, setting };
}

function answerJob(line, { compiler, setting }) {
  let doc = null;
  try {
    const job = readJob(line);
    doc = job.doc;
    answer({ ok: true, doc, ...print(compiler, job, setting) });
  } catch (error) {
    answer({ ok: false, doc, message: error.message, letters: error.letters });
  }
  compiler.evictCache(CACHE_AGE);
}

// A printed document is some megabytes that Node.js does not see, behind an object of a few bytes: it would not
// collect them before hundreds of documents are in memory, and lets go of them only between turns of its loop.
v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

let formatter;
try {
  formatter = start();
} catch (error) {
  answer({ ok: false, ready: false, message: error.message.split('\n')[0] });
  process.exitCode = 1;
}
if (formatter) {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    answerJob(line, formatter);
    collect();
    await nextTurn();
  }
}
