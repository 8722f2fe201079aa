// Run by run.sh in a scratch folder, $WORK; closes with "N passed, N failed[, N skipped]".
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import { join, relative } from "node:path";

const work = process.env.WORK;
const GLOSS = process.env.GLOSS;
const ESSAYS = 200;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

let passed = 0;
let failed = 0;
let skipped = 0;
function check(what, good, ...found) {
  if (good) {
    passed++;
    return;
  }
  failed++;
  console.log(`FAIL ${what}`);
  for (const it of found) console.log(`    ${String(it).slice(0, 800).replaceAll("\n", "\n    ")}`);
}
function skip(what, why) {
  skipped++;
  console.log(`skipped: ${what}: ${why}`);
}

// ---- sites

const write = (path, text) => {
  fs.mkdirSync(join(path, ".."), { recursive: true });
  fs.writeFileSync(path, text);
};
const essay = (title, text) => `---\ntitle: ${title}\ndate: 2024-05-02\n---\n\n${text}\n`;
const YAML = "title: Lamps\nbase_url: https://lamps.example/\nformats: [html, docbook]\nfilters: [glossary]\n";

// A site with `count` essays; the two versions differ in each of them, and each has essays that the other lacks.
function makeSite(root, version, count) {
  fs.rmSync(join(root, "content"), { recursive: true, force: true });
  fs.rmSync(join(root, "static"), { recursive: true, force: true });
  write(join(root, "gloss.yaml"), YAML);
  write(join(root, "content/glossary/oil.md"), "---\nterm: whale oil\n---\n\nWhat lamps burned.\n");
  for (let i = 0; i < count; i++) {
    const slug = i % 10 === 9 ? `only-${version}-${i}` : `essay-${i}`;
    const words = `Version ${version} of the keeper's log, page ${i}. `.repeat(20);
    write(join(root, `content/essays/${slug}.md`), essay(`Log ${i}`, `It burned whale oil until ${1800 + i}.\n\n${words}`));
    write(join(root, `content/notes/${slug}.md`), `## oil\n\n> whale oil until ${1800 + i}\n\nNote of version ${version}.\n`);
  }
  write(join(root, "static/where"), version);
  // A file in one version is a folder in the other.
  write(join(root, version === "a" ? "static/turn" : "static/turn/index.html"), version);
}

// Every file below `root` with what it holds; "" where there is no such folder.
function tree(root) {
  const files = new Map();
  if (!fs.existsSync(root)) return files;
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = relative(root, path);
    if (!entry.isDirectory()) files.set(name, fs.readFileSync(path, "latin1"));
    else if (fs.readdirSync(path).length === 0) files.set(name + "/", "an empty folder");
  }
  return files;
}

// What is not alike in two trees, as text; "" where they are.
function differences(x, y) {
  const names = [...new Set([...x.keys(), ...y.keys()])].filter((name) => x.get(name) !== y.get(name));
  return names.map((name) => `${name}: ${!x.has(name) ? "missing" : !y.has(name) ? "too much" : "differs"}`).join("\n");
}
const same = (what, x, y) => check(what, differences(x, y) === "", differences(x, y));

// ---- running

function gloss(root, ...words) {
  const run = spawnSync(GLOSS, [...words, "-C", root, "--color", "never"], { encoding: "utf8", timeout: 60000 });
  return { status: run.status ?? run.signal, said: run.stderr + run.stdout };
}
const build = (root, ...words) => gloss(root, "build", ...words);

// A build that gets `signal` after `ms`, with what it said and how it ended; `meanwhile` runs beside it.
//
// `when` is asked for first: the time runs from the moment that it is true.
async function struck(root, signal, ms, meanwhile = async () => {}, when = () => true) {
  const child = spawn(GLOSS, ["build", "-C", root], { stdio: ["ignore", "ignore", "pipe"] });
  const run = { said: "", over: false };
  child.stderr.on("data", (data) => {
    run.said += data;
  });
  const ended = new Promise((done) => {
    child.on("close", (status, by) => {
      run.over = true;
      done((run.status = status ?? by));
    });
  });
  const beside = meanwhile(run);
  while (!run.over && !when()) await pause(0);
  const start = process.hrtime.bigint();
  while (!run.over && Number(process.hrtime.bigint() - start) / 1e6 < ms) await pause(0);
  child.kill(signal);
  const struckAt = Date.now();
  await Promise.race([ended, pause(20000)]);
  run.took = Date.now() - struckAt;
  if (!run.over) child.kill("SIGKILL");
  await beside;
  return run;
}

// ---- two versions

const root = join(work, "site");
const out = join(root, "public");
const isStaging = () => fs.existsSync(join(out, ".gloss-stage"));
const isPlacing = () => fs.existsSync(join(out, ".gloss-journal"));

// The big site becomes this version; both were made before, and change places.
let shown;
function show(version) {
  if (version === shown) return;
  for (const folder of ["content", "static"]) {
    if (shown !== undefined) fs.renameSync(join(root, folder), join(work, `${folder}-${shown}`));
    fs.renameSync(join(work, `${folder}-${version}`), join(root, folder));
  }
  shown = version;
}
for (const version of ["a", "b"]) {
  makeSite(root, version, ESSAYS);
  for (const folder of ["content", "static"]) fs.renameSync(join(root, folder), join(work, `${folder}-${version}`));
}

const versions = { a: undefined, b: undefined };
let longest = 0;
for (const version of ["a", "b"]) {
  show(version);
  fs.rmSync(out, { recursive: true, force: true });
  const start = Date.now();
  const run = build(root);
  longest = Math.max(longest, Date.now() - start);
  check(`version ${version} builds`, run.status === 0, run.said);
  versions[version] = tree(out);
}
check("the versions differ", versions.a.size > 2 * ESSAYS && differences(versions.a, versions.b).split("\n").length > 2 * ESSAYS);
show("a");
let run = build(root);
check("from b to a", run.status === 0, run.said);
same("is as if there had been no b", tree(out), versions.a);
check("nothing to write the second time", /\(0 of \d+ files written\)/.test(build(root).said));
const trees = [versions.a, versions.b];

// ---- killed

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
console.log(`SEED=${seed}`);
let state = seed;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

// Each published file is one of the two versions, whole; ours of the workshop start with a dot.
function halves(files) {
  const wrong = [];
  for (const [name, text] of files)
    if (!name.startsWith(".gloss-") && !name.endsWith("/") && !trees.some((it) => it.get(name) === text)) wrong.push(`${name}: ${text.length} bytes`);
  return wrong;
}

// A reader who opens files all the time while a build is at work.
const names = [...new Set([...versions.a.keys(), ...versions.b.keys()])].filter((name) => !name.startsWith("."));
const misread = [];
let reads = 0;
async function readOn(run) {
  while (!run.over) {
    const name = names[Math.floor(Math.random() * names.length)];
    let text;
    try {
      text = fs.readFileSync(join(out, name), "latin1");
      reads++;
    } catch {
      text = undefined; // of the other version only, or its place between file and folder
    }
    if (text !== undefined && !trees.some((it) => it.get(name) === text)) misread.push(`${name}: ${text.length} bytes`);
    await pause(0);
  }
}

const half = [];
const unfinished = [];
const kills = { before: 0, staging: 0, placing: 0, after: 0 };
let current = "a";
const deadline = Date.now() + 20000;
for (let round = 0; round < 40 && Date.now() < deadline; round++) {
  const next = current === "a" ? "b" : "a";
  show(next);
  for (let blows = random() < 0.3 ? 3 : 1; blows > 0; blows--) {
    const at = random();
    const [when, ms] = at < 0.3 ? [() => true, longest * random()] : at < 0.6 ? [isStaging, longest * 0.7 * random()] : [isPlacing, 8 * random() * random()];
    await struck(root, "SIGKILL", ms, round % 3 === 0 ? readOn : undefined, when);
    const files = tree(out);
    half.push(...halves(files));
    const where = files.has(".gloss-journal") ? "placing" : [...files.keys()].some((name) => name.startsWith(".gloss-stage")) ? "staging"
      : differences(files, versions[next]) === "" ? "after" : "before";
    kills[where]++;
  }
  const run = build(root);
  const left = differences(tree(out), versions[next]);
  if (run.status !== 0 || left !== "") unfinished.push(`round ${round}: status ${run.status}: ${run.said}\n${left}`);
  current = next;
}
console.log(`killed ${kills.before} times before, ${kills.staging} while staging, ${kills.placing} while placing, ${kills.after} after`);
check("after a kill each file is old or new, whole", half.length === 0, ...half.slice(0, 5));
check("the next build completes, and the tree is as if nobody had been killed", unfinished.length === 0, ...unfinished.slice(0, 3));
check("readers meanwhile see whole files", reads > 100 && misread.length === 0, `${reads} reads`, ...misread.slice(0, 5));
check("kills hit the build while it staged and while it put files into place", kills.staging > 0 && kills.placing > 0);

// ---- interrupted

for (const signal of ["SIGINT", "SIGTERM"]) {
  const before = versions[current];
  const next = current === "a" ? "b" : "a";
  show(next);
  const wrong = [];
  let stopped = 0;
  for (let i = 1; i <= 6; i++) {
    const run = await struck(root, signal, (longest * (i - 1)) / 8, undefined, i % 2 ? isStaging : undefined);
    const files = tree(out);
    if (run.status === 130) {
      stopped++;
      if (differences(files, before) !== "" || !run.said.includes("interrupted") || run.took > 1500) wrong.push(`${run.took} ms: ${run.said}${differences(files, before)}`);
    } else if (run.status !== 0 || differences(files, versions[next]) !== "") {
      wrong.push(`status ${run.status}: ${run.said}`);
    } else {
      show(current);
      build(root);
      show(next);
    }
  }
  check(`${signal}: public is as it was, without traces, and the status 130`, wrong.length === 0 && stopped > 0, `${stopped} stopped`, ...wrong);
  show(current);
  build(root);
}
fs.rmSync(out, { recursive: true });
run = await struck(root, "SIGINT", 5, undefined, isStaging);
check("interrupted the first time, there is no folder", run.status === 130 && !fs.existsSync(out), run.status, run.said, fs.existsSync(out) && fs.readdirSync(out));

// ---- two at once

build(root);
for (let i = 0; i < 4; i++) {
  const next = current === "a" ? "b" : "a";
  show(next);
  const both = await Promise.all([0, 1, 2].map(() => struck(root, "SIGCONT", 0)));
  current = next;
  check("three builds at once all succeed", both.every((it) => it.status === 0), ...both.map((it) => it.said));
  same("and leave what one would", tree(out), versions[current]);
}
show(current);
const cleaning = struck(root, "SIGCONT", 0);
await pause(longest / 3);
run = gloss(root, "clean");
const cleaned = await cleaning;
check("clean waits for a build at work", run.status === 0 && cleaned.status === 0 && !fs.existsSync(out), run.said, cleaned.said);

// ---- what is ours

const small = join(work, "few");
const few = join(small, "public");
makeSite(small, "a", 4);
write(join(few, "essays/essay-1/index.html"), "by hand");
run = build(small);
check("a file of somebody else's is not overwritten", run.status === 2 && /output-not-ours/.test(run.said) && run.said.includes("public/essays/essay-1/index.html") && /help: /.test(run.said), run.status, run.said);
check("and nothing is published around it", tree(few).size === 1 && fs.readFileSync(join(few, "essays/essay-1/index.html"), "utf8") === "by hand");
fs.rmSync(few, { recursive: true });
write(join(few, "essays"), "a file where a folder must be");
run = build(small);
check("nor a file where a folder must be", run.status === 2 && /output-not-ours/.test(run.said), run.said);
fs.rmSync(few, { recursive: true });
fs.mkdirSync(join(few, "index.html"), { recursive: true });
run = build(small);
check("nor a folder where a file must be", run.status === 2 && /output-not-ours/.test(run.said), run.said);
fs.rmSync(few, { recursive: true });
fs.writeFileSync(few, "a file");
run = build(small);
check("nor a file that has the folder's own name", run.status !== 0 && run.said.includes("public") && /error\[/.test(run.said) && fs.readFileSync(few, "utf8") === "a file", run.status, run.said);
fs.rmSync(few);

run = build(small);
check("published", run.status === 0, run.said);
const first = tree(few);
write(join(few, "CNAME"), "mine");
write(join(few, "essays/mine/photo.jpg"), "mine");
fs.rmSync(join(small, "content/essays/essay-2.md"));
fs.rmSync(join(small, "content/notes/essay-2.md"));
run = build(small);
check("an essay that was removed is gone in every format", run.status === 0 && ![...tree(few).keys()].some((name) => name.includes("essay-2")), run.said);
check("with its folder", !fs.existsSync(join(few, "essays/essay-2")));
check("what is not ours stays", tree(few).get("CNAME") === "mine" && tree(few).get("essays/mine/photo.jpg") === "mine");

const old = tree(few);
const log = join(small, "content/essays/essay-0.md");
fs.appendFileSync(log, "\nOne more line.\n");
run = build(small, "-t", "html");
let now = tree(few);
check("-t html changes the page", run.status === 0 && now.get("essays/essay-0/index.html").includes("One more line."), run.said);
check("and leaves the DocBook", now.get("essays/essay-0/essay-0.xml") === old.get("essays/essay-0/essay-0.xml") && now.has("glossary/glossary.xml"));
fs.appendFileSync(log, "\nAnd one.\n");
fs.appendFileSync(join(small, "content/essays/essay-1.md"), "\nNot yet.\n");
run = build(small, "--only", "essay-0");
now = tree(few);
check("--only brings that essay", run.status === 0 && now.get("essays/essay-0/index.html").includes("And one.") && now.get("essays/essay-0/essay-0.xml").includes("And one."), run.said);
check("and none of the others", !now.get("essays/essay-1/index.html").includes("Not yet.") && now.size === old.size);
run = build(small);
check("which the next whole build brings", tree(few).get("essays/essay-1/index.html").includes("Not yet."), run.said);

const elsewhere = join(work, "else where");
const kept = tree(few);
run = build(small, "-o", elsewhere);
const copy = tree(few);
same("-o elsewhere leaves public", copy, kept);
copy.delete("CNAME");
copy.delete("essays/mine/photo.jpg");
same("and holds the same", tree(elsewhere), copy);
run = gloss(small, "clean", "-o", elsewhere);
check("clean -o removes that one only", run.status === 0 && !fs.existsSync(elsewhere) && tree(few).size === kept.size, run.said);
run = gloss(small, "clean");
check("clean removes just ours", run.status === 0 && [...tree(few).keys()].sort().join(" ") === "CNAME essays/mine/photo.jpg", run.said, [...tree(few).keys()].join(" "));
check("and the cache", !fs.existsSync(join(small, ".gloss")));
makeSite(small, "a", 4);
build(small);
const again = tree(few);
again.delete("CNAME");
again.delete("essays/mine/photo.jpg");
same("built again, all is there", again, first);

// A formatter that is missing leaves the PDFs, publishes the rest and ends with 4.
const print = spawnSync(GLOSS, ["build", "-C", small, "-t", "html,docbook,pdf"], { encoding: "utf8", timeout: 60000 });
if (print.status !== 0) {
  skip("the old PDFs stay", "no PDF can be made here");
} else {
  const pdf = tree(few).get("essays/essay-0/essay-0.pdf");
  fs.appendFileSync(log, "\nPrinted later.\n");
  run = build(small, "-t", "html");
  check("-t html leaves the PDF", pdf !== undefined && tree(few).get("essays/essay-0/essay-0.pdf") === pdf, run.said);
  fs.appendFileSync(log, "\nPrinted never.\n");
  const env = { ...process.env, PATH: "/nowhere" };
  const broken = spawnSync(GLOSS, ["build", "-C", small, "-t", "html,docbook,pdf"], { encoding: "utf8", env });
  now = tree(few);
  check("without the formatter: 4, the old PDF, the new page", broken.status === 4 && now.get("essays/essay-0/essay-0.pdf") === pdf && now.get("essays/essay-0/index.html").includes("Printed never."), broken.status, broken.stderr);
}

// ---- folders that cannot be written

// As somebody to whom permissions matter: root without its capabilities, or whoever we are.
const plain = process.getuid() === 0 ? ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] : ["env"];
function asPlain(...words) {
  const run = spawnSync(plain[0], [...plain.slice(1), GLOSS, ...words, "--color", "never"], { encoding: "utf8", timeout: 60000 });
  return { status: run.status ?? run.signal, said: run.stderr + run.stdout };
}
const locked = join(work, "locked");
fs.mkdirSync(locked);
fs.chmodSync(locked, 0o555);
const probe = spawnSync(plain[0], [...plain.slice(1), "touch", join(locked, "x")]);
if (probe.error !== undefined || probe.status === 0) {
  skip("folders that cannot be written", "permissions do not hold here");
} else {
  run = asPlain("build", "-C", small, "-o", join(locked, "public"));
  check("a folder that cannot be made", run.status !== 0 && /error\[cannot-write\]/.test(run.said) && !fs.existsSync(join(locked, "public")), run.status, run.said);
  makeSite(small, "b", 4);
  const before = tree(few);
  fs.chmodSync(few, 0o555);
  run = asPlain("build", "-C", small);
  check("an output that cannot be written", run.status !== 0 && /error\[cannot-write\]/.test(run.said), run.status, run.said);
  fs.chmodSync(few, 0o755);
  same("is as it was", tree(few), before);
  fs.chmodSync(join(few, "essays"), 0o555);
  fs.chmodSync(join(few, "essays/essay-0"), 0o555);
  run = asPlain("build", "-C", small);
  check("a part of the output that cannot be written", run.status !== 0 && /error\[cannot-write\]/.test(run.said), run.status, run.said);
  fs.chmodSync(join(few, "essays"), 0o755);
  fs.chmodSync(join(few, "essays/essay-0"), 0o755);
  same("stays whole", tree(few), before);
  run = build(small);
  check("writable again, it is built", run.status === 0 && tree(few).get("where") === "b" && ![...tree(few).keys()].some((name) => name.startsWith(".gloss-s") || name.startsWith(".gloss-j")), run.said);
  makeSite(small, "a", 4);
  build(small);
}

// ---- a full disk

const disk = join(work, "small");
fs.mkdirSync(disk);
const mount = (options) => spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", disk], { encoding: "utf8" });
let wanted; // version b of twenty essays
function fullDisk(what, options, fill, maybe = false) {
  const mounted = mount(options);
  if (mounted.status !== 0) {
    skip(what, `no small disk can be mounted: ${(mounted.stderr ?? String(mounted.error)).trim()}`);
    return;
  }
  const there = join(disk, "public");
  makeSite(small, "a", 20);
  run = build(small, "-o", there);
  check(`${what}: at first there is room`, run.status === 0, run.said);
  const before = tree(there);
  fill();
  makeSite(small, "b", 20);
  run = build(small, "-o", there);
  if (run.status === 0 && maybe) {
    check(`${what}: there was room enough`, tree(there).get("where") === "b" && differences(tree(there), wanted) === "", differences(tree(there), wanted));
  } else {
    check(`${what}: it is told`, run.status !== 0 && /error\[disk-full\]/.test(run.said), run.status, run.said);
    same(`${what}: the old site is intact`, tree(there), before);
  }
  fs.rmSync(join(disk, "fill"), { recursive: true, force: true });
  run = build(small, "-o", there);
  check(`${what}: with room again it is built`, run.status === 0 && differences(tree(there), wanted) === "", run.said, differences(tree(there), wanted));
  spawnSync("umount", [disk]);
}
makeSite(small, "b", 20);
build(small, "-o", join(work, "wanted"));
wanted = tree(join(work, "wanted"));
// All but so much is taken.
function fillBytes(left) {
  spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "fill")}`, "bs=4k"]);
  const size = fs.statSync(join(disk, "fill")).size;
  fs.truncateSync(join(disk, "fill"), size - left);
}
function fillNames(left) {
  fs.mkdirSync(join(disk, "fill"));
  let i = 0;
  try {
    for (;; i++) fs.writeFileSync(join(disk, "fill", String(i)), "");
  } catch {
    for (let k = 0; k < left; k++) fs.rmSync(join(disk, "fill", String(i - 1 - k)), { force: true });
  }
}
fullDisk("no byte is left", "size=2m", () => fillBytes(0));
fullDisk("half of it goes in", "size=2m", () => fillBytes(60 * 1024));
fullDisk("no name is left", "nr_inodes=400", () => fillNames(0));
// Somewhere here all of it can be staged, and the folders of new essays cannot be made.
for (let left = 60; left <= 80; left += 2) fullDisk(`${left} names are left`, "nr_inodes=400", () => fillNames(left), true);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 ? 0 : 1;
