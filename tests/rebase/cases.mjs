// cases.mjs GLOSS WORK FILE: all edits of FILE as one site; each essay is built as it was, changed, and asked about.
//
// A case names what `gloss check` says of the new essay alone ("orphan" is note-not-found) and what `gloss notes rebase`
// says of both. Texts are compared without regard to white space, quotation marks and dashes, as notes are.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [gloss, work, file] = process.argv.slice(2);
const { cases } = JSON.parse(readFileSync(file, "utf8"));

const fold = (text) =>
  text
    .normalize("NFC")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u200b]/g, "")
    .replace(/[“”„»«]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/[‐‑–—]/g, "-")
    .replace(/\s+/g, "");

function write(one, text, beside) {
  const head = `---\ntitle: A case\ndate: 2024-05-02\nlanguage: ${one.lang}\n---\n\n`;
  writeFileSync(join(work, "content/essays", `${one.id}.md`), head + text);
  const note = `## n ${one.attributes ?? ""}\n\n${one.quote}\n\nA note.\n`;
  writeFileSync(join(work, "content/notes", `${one.id}.md`), beside ? `${note}\n${beside}` : note);
}

rmSync(work, { recursive: true, force: true });
for (const folder of ["essays", "notes"]) mkdirSync(join(work, "content", folder), { recursive: true });
writeFileSync(join(work, "gloss.yaml"), "title: Cases\nbase_url: https://cases.example/\nformats: [html]\n");
writeFileSync(join(work, "content/essays/weir.svg"), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>\n');
for (const one of cases) write(one, one.old, one.beside?.old);
execFileSync(gloss, ["build", "-C", work, "-q", "--today", "2024-05-02"], { stdio: ["ignore", "ignore", "inherit"] });
for (const one of cases) write(one, one.new, one.beside?.new);

const run = (...flags) => spawnSync(gloss, [...flags, "-C", work, "--today", "2024-05-02"], { encoding: "utf8" });
const lines = (text) => text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
const verdicts = lines(run("notes", "rebase", "--format", "json").stdout).filter(({ note }) => note === "n");
const told = new Map(verdicts.map((one) => [one.essay, one]));
const said = lines(run("check", "--message-format", "json").stdout);

const namesOf = (id) => said.filter((one) => one.file?.endsWith(`notes/${id}.md`)).map((one) => one.name);

function buildVerdict(id) {
  const names = namesOf(id);
  return names.includes("note-not-found") ? "orphan" : names.includes("note-ambiguous") ? "ambiguous" : "anchored";
}

function mistakes(one) {
  const got = told.get(one.id);
  const want = one.rebase;
  if (got === undefined) return ["no line about it"];
  const found = [];
  const same = (what, a, b) => a === b || found.push(`${what} is ${a} instead of ${b}`);
  same("verdict", got.verdict, want.verdict);
  same("moved", got.moved ?? false, want.moved ?? want.verdict === "moved");
  same("needs_context", got.needs_context, want.needs_context ?? false);
  if (want.text !== undefined) same("text", fold(got.text), fold(want.text));
  if (want.before !== undefined && !fold(got.before).endsWith(fold(want.before))) found.push(`before is ${got.before}`);
  if (got.file === null || !(got.line >= 1)) found.push("no place");
  same("verdict of a build", buildVerdict(one.id), one.build.verdict);
  // A build must not take other words for the passage without a word.
  const elsewhere = one.stale ?? ["moved", "ambiguous"].includes(want.verdict);
  same("note-moved", namesOf(one.id).includes("note-moved"), one.build.verdict === "anchored" && elsewhere);
  return found;
}

let passed = 0;
let failed = 0;
for (const one of cases) {
  const found = mistakes(one);
  if (found.length === 0) passed++;
  else {
    failed++;
    console.log(`FAIL ${one.id}: ${found.join("; ")}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
