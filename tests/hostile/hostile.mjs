// Run by run.sh in a scratch folder, $WORK; closes with "N passed, N failed[, N skipped]".
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const work = process.env.WORK;
const GLOSS = process.env.GLOSS;
const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const LIMIT_MS = 10000;

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
  for (const it of found) console.log(`    ${String(it).slice(0, 1500).replaceAll("\n", "\n    ")}`);
}
function skip(what, why) {
  skipped++;
  console.log(`skipped: ${what}: ${why}`);
}

// ---- running

// Whatever the project: an end in time, a status of the manual's (5 would be a bug), and words where it is not 0.
function blame(run) {
  if (run.late) return "took longer than ten seconds";
  if (typeof run.status !== "number") return `ended by ${run.status}`;
  if (run.status > 4) return `status ${run.status}`;
  if (/AddressSanitizer|LeakSanitizer|runtime error:/.test(run.said)) return "the sanitizers found something";
  if (run.status !== 0 && !/(error|warning)\[[a-z0-9-]+\]: ./.test(run.said)) return `status ${run.status} without a diagnostic`;
  return "";
}

function gloss(root, ...words) {
  return new Promise((done) => {
    const run = { said: "", late: false };
    const child = spawn(GLOSS, [...words, "-C", root, "--color", "never"], { stdio: ["ignore", "pipe", "pipe"] });
    const clock = setTimeout(() => {
      run.late = true;
      child.kill("SIGKILL");
    }, LIMIT_MS);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => {
      if (run.said.length < 1e6) run.said += data;
    });
    child.on("close", (status, signal) => {
      clearTimeout(clock);
      run.status = status ?? signal;
      done(run);
    });
  });
}

const write = (root, name, text) => {
  const path = Buffer.concat([Buffer.from(root + "/"), Buffer.from(name)]);
  fs.mkdirSync(dirname(join(root, String(name))), { recursive: true });
  fs.writeFileSync(path, text);
};
const YAML = "title: Lamps\nbase_url: https://lamps.example/\nformats: [html, docbook]\n";
const LAMP = "---\ntitle: The lamp\ndate: 2024-05-02\n---\n\nThe keeper lit the lamp at four in the morning.\n";

// Which files there are, apart from what gloss may write.
function outside(root) {
  return fs.readdirSync(dirname(root), { recursive: true }).filter((name) => !name.startsWith(relative(dirname(root), root))).sort().join("\n");
}

let count = 0;
// A project of its own for `make`; then `status` (one or several) and what must be said.
async function attack(what, make, status, says = [], words = ["--validate"]) {
  const root = join(work, `case-${count++}`, "site");
  write(root, "gloss.yaml", YAML);
  write(root, "content/essays/lamp.md", LAMP);
  make(root);
  const before = outside(root);
  const run = await gloss(root, "build", ...words);
  const wrong = blame(run);
  check(`${what}: no crash, no hang, no silence`, wrong === "", wrong, run.said);
  check(`${what}: ends with ${status}`, [status].flat().includes(run.status), run.status, run.said);
  for (const it of [says].flat()) check(`${what}: says ${it}`, it.test(run.said), run.said);
  check(`${what}: nothing is written elsewhere`, outside(root) === before, outside(root));
  const page = (name) => {
    try {
      return fs.readFileSync(join(root, "public", name), "utf8");
    } catch {
      return "";
    }
  };
  return { root, said: run.said, page };
}

// ---- paths that lead out

const front = (line, body = "Words.") => `---\ntitle: A\ndate: 2024-01-01\n${line}\n---\n\n${body}\n`;
// An empty slug or theme is none given.
for (const slug of ["../../x", "a/b", "..", ".", "/etc/x", "a/../../x", '"a\\nb"', '"\\0"', '"a\\tb"', ".hidden", "a\\b", "index.html", "CON"])
  await attack(`slug: ${slug}`, (root) => write(root, "content/essays/a.md", front(`slug: ${slug}`)), ["index.html", "CON"].includes(slug) ? [0, 1] : 1,
    ["index.html", "CON"].includes(slug) ? [] : [/content\/essays\/a\.md:4:\d+: error\[(bad-value|outside-project|wrong-type|yaml-syntax)\]/]);
for (const [key, value] of [["theme", "../../theme"], ["theme", "/etc"], ["theme", "a/b"], ["paths", "{notes: ../notes}"], ["paths", "{glossary: /etc}"], ["paths", "{notes: content/../../notes}"],
  ["filters", "[../evil]"], ["filters", "[/etc/passwd]"], ["filters", "[{path: ../../evil}]"]])
  await attack(`${key}: ${value}`, (root) => {
    write(dirname(root), "evil.lua", "function Str() return nil end");
    write(dirname(root), "notes/lamp.md", "## a\n\n> keeper lit\n\nSECRET\n");
    fs.writeFileSync(join(root, "gloss.yaml"), `${YAML}${key}: ${value}\n`);
  }, 2, key === "theme" ? /error\[no-such-theme\]/ : /gloss\.yaml:4:\d+: error\[(bad-value|outside-project|no-such-filter|wrong-type)\]/);
for (const target of ["../../../secret.png", "/../secret.png", "%2e%2e/%2e%2e/%2e%2e/secret.png", "../../../../../../../../etc/passwd", "/etc/passwd"])
  await attack(`image ${target}`, (root) => {
    write(dirname(root), "secret.png", "SECRET");
    write(root, "content/essays/a.md", front("tags: [x]", `![Seen](${target})`));
  }, 1, /error\[(outside-project|image-missing)\]/);
for (const target of ["../../../x.md", "../../../../etc/passwd", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "java&#10;script:alert(1)"])
  await attack(`link ${target}`, (root) => write(root, "content/essays/a.md", front("tags: [x]", `[Seen](${target})`)), 1, /error\[(outside-project|link-no-page|link-scheme)\]/);
const link = (root, name, to) => {
  fs.mkdirSync(dirname(join(root, name)), { recursive: true });
  fs.symlinkSync(to, join(root, name));
};

// ---- things that are no files

await attack("a link to its own folder in content", (root) => link(root, "content/essays/loop", "."), [0, 1]);
await attack("a link to its own folder in static", (root) => link(root, "static/loop", ".."), 1, /error\[cannot-read\]: .*static\/loop\/static .*leads back/);
await attack("links in a ring in static", (root) => {
  link(root, "static/a", "b");
  link(root, "static/b", "a");
}, [0, 1]);
await attack("static links to the whole project", (root) => link(root, "static", "."), 1, /error\[cannot-read\]: .*leads back/);
await attack("links in a ring in notes", (root) => link(root, "content/notes/lamp/loop", ".."), [0, 1]);
await attack("a ring in themes and filters", (root) => {
  link(root, "themes/x", "x");
  link(root, "filters/x.lua", "x.lua");
  fs.appendFileSync(join(root, "gloss.yaml"), "filters: [x]\n");
}, 2, /error\[(no-such-filter|cannot-read)\]/);
await attack("gloss.yaml leads to itself", (root) => {
  fs.rmSync(join(root, "gloss.yaml"));
  fs.symlinkSync("gloss.yaml", join(root, "gloss.yaml"));
}, 2, /error\[(no-project|cannot-read)\]/);
await attack("gloss.yaml is a folder", (root) => {
  fs.rmSync(join(root, "gloss.yaml"));
  fs.mkdirSync(join(root, "gloss.yaml"));
}, 2, /error\[(no-project|cannot-read)\]/);
const node = (root, name, ...facts) => {
  fs.mkdirSync(dirname(join(root, name)), { recursive: true });
  return spawnSync("mknod", [join(root, name), ...facts]).status === 0;
};
for (const name of ["content/essays/pipe.md", "content/notes/lamp.md", "content/notes/lamp/pipe.md", "content/glossary/pipe.md", "static/pipe", "content/essays/bundle/index.md", "content/_index.md", "content/index.md",
  "content/essays/_index.md"])
  await attack(`a pipe: ${name}`, (root) => node(root, name, "p"), [0, 1]);
await attack("a filter is a pipe", (root) => {
  node(root, "filters/x.lua", "p");
  fs.appendFileSync(join(root, "gloss.yaml"), "filters: [x]\n");
}, 2, /error\[/);
await attack("a theme of pipes", (root) => {
  node(root, "themes/x/templates/page.html", "p");
  node(root, "themes/x/assets/x.css", "p");
  node(root, "themes/x/strings.yaml", "p");
  fs.appendFileSync(join(root, "gloss.yaml"), "theme: x\n");
}, [0, 1, 2]);
await attack("gloss.yaml is a pipe", (root) => {
  fs.rmSync(join(root, "gloss.yaml"));
  node(root, "gloss.yaml", "p");
}, 2, /error\[/);
await attack("an image is a pipe", (root) => {
  node(root, "content/essays/x.png", "p");
  write(root, "content/essays/a.md", front("tags: [x]", "![Seen](x.png)"));
}, 1, /error\[cannot-read\]: [^\/].*x\.png/);
for (const name of ["content/essays/zero.md", "static/zero", "content/notes/lamp.md"]) await attack(`an endless device: ${name}`, (root) => link(root, name, "/dev/zero"), [0, 1]);
await attack("an image of an endless device", (root) => {
  link(root, "content/essays/x.png", "/dev/zero");
  write(root, "content/essays/a.md", front("tags: [x]", "![Seen](x.png)"));
}, 1, /error\[/);
await attack("a dangling link as an essay", (root) => link(root, "content/essays/gone.md", "nowhere.md"), [0, 1]);
await attack("static is a file", (root) => write(root, "static", "x"), 1, /error\[cannot-read\]/);
await attack("content is a file", (root) => {
  fs.rmSync(join(root, "content"), { recursive: true });
  write(root, "content", "x");
}, 1, /error\[cannot-read\]/);
await attack("no content at all", (root) => fs.rmSync(join(root, "content"), { recursive: true }), [0, 1]);
await attack("content is empty", (root) => fs.rmSync(join(root, "content/essays"), { recursive: true }), 0);
await attack(".gloss is a file", (root) => write(root, ".gloss", "x"), [0, 1, 4]);
await attack(".gloss leads elsewhere", (root) => link(root, ".gloss", "/dev/null"), [0, 1, 4]);
await attack("essays elsewhere", (root) => {
  write(dirname(root), "away/out.md", LAMP);
  link(root, "content/away", "../../away");
}, [0, 1]);

// ---- a stage and a manifest that somebody prepared

await attack("the stage leads elsewhere", (root) => {
  write(dirname(root), "mine/keep.txt", "mine");
  link(root, "public/.gloss-stage", "../../mine");
}, [0, 1]);
check("and nothing there was removed", fs.readFileSync(join(work, `case-${count - 1}`, "mine/keep.txt"), "utf8") === "mine");
await attack("a manifest that names files elsewhere", (root) => {
  write(dirname(root), "mine.txt", "mine");
  write(root, "public/.gloss-files", "html\t../../mine.txt\nhtml\t/etc/hostname\nhtml\tx/../../../mine.txt\nnonsense\n\t\t\t\n");
}, 0);
await attack("a journal that does", (root) => {
  write(dirname(root), "mine.txt", "mine");
  write(root, "public/.gloss-journal", "drop ../../mine.txt\nput ../../../x\nburn all\n\n \n");
}, 0);
await attack("a folder of ours leads elsewhere", (root) => {
  fs.mkdirSync(join(dirname(root), "mine"));
  link(root, "public/essays", "../../mine");
}, 2, /error\[output-not-ours\]: .*public\/essays is in the way/);
await attack("a manifest that names what lies behind a link", (root) => {
  write(dirname(root), "mine/keep.txt", "mine");
  link(root, "public/away", "../../mine");
  write(root, "public/.gloss-files", "html\taway/keep.txt\n");
}, 0);
await attack("a journal and a stage that bring what is elsewhere", (root) => {
  write(dirname(root), "mine/keep.txt", "mine");
  link(root, "public/.gloss-stage", "../../mine");
  write(root, "public/.gloss-journal", "put keep.txt\n");
}, 0);

// ---- names

// An address as its reader takes it: entities first, then the escapes of a URL.
const plainAddress = (address) => address.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const leadsTo = (address, from) => {
  try {
    return decodeURIComponent(new URL(plainAddress(address), `http://x${from}`).pathname);
  } catch {
    return "";
  }
};
const odd = ["with space", "100%", "a%20b", "quo'te", 'dou"ble', "back\\slash", "<b>&amp;", "한국어", "e\u0301", "#hash", "q?uery", "semi;colon", "plus+", "-dash", "[x]", "(y)", "{z}", "a:b", "1", "😀", "a\u202eb", "a\u0001b", "~", "$HOME", "`id`", "C", "a,b"];
for (const name of odd) {
  const run = await attack(`an essay ${JSON.stringify(name)}`, (root) => {
    write(root, `content/essays/${name}.md`, LAMP);
    write(root, `content/notes/${name}.md`, "## early\n\n> at four in the morning\n\nNote.\n");
  }, [0, 1], []);
  if (!/0 errors/.test(run.said)) continue;
  check(`an essay ${JSON.stringify(name)}: its page and DocBook are there`, run.page(`essays/${name}/index.html`).includes("keeper") && run.page(`essays/${name}/${name}.xml`).includes("keeper"), run.said);
  const links = [...run.page("essays/index.html").matchAll(/href="([^"]*)"/g)].map((it) => it[1]);
  check(`an essay ${JSON.stringify(name)}: the list of essays leads to it`, links.some((it) => leadsTo(it, "/essays/") === `/essays/${name}/index.html`), links.join(" "));
}
for (const name of ["a\nb", "a\rb", "a\tb", "a\n: error[x]"]) await attack(`an essay ${JSON.stringify(name)}`, (root) => write(root, `content/essays/${name}.md`, LAMP), [0, 1]);
await attack("an essay whose name is not UTF-8", (root) => write(root, Buffer.from("content/essays/a\xff.md", "latin1"), LAMP), 1, /error\[/);
await attack("a static file whose name is not UTF-8", (root) => {
  fs.mkdirSync(join(root, "static"));
  fs.writeFileSync(Buffer.concat([Buffer.from(join(root, "static/")), Buffer.from([0xff, 0xfe])]), "x");
}, [0, 1]);
await attack("a static file with a line end in its name", (root) => write(root, "static/a\nb", "x"), 1, /error\[cannot-write\]/);
await attack("static files with names of ours", (root) => {
  write(root, "static/.gloss-files", "html\tindex.html\n");
  write(root, "static/.gloss-journal", "drop index.html\n");
}, 1, /error\[cannot-write\]/);
await attack("hidden files", (root) => {
  write(root, "content/essays/.hidden.md", "---\nbroken: [");
  write(root, "content/.git/x.md", "no front matter");
  write(root, "content/essays/.bundle/index.md", "---\nbroken: [");
  write(root, "content/notes/.lamp.md.swp.md", "broken");
  write(root, "content/glossary/.x.md", "broken");
  write(root, "static/.well-known/x", "kept");
}, 0);
for (const name of ["with space", "한국어", "x&y", "quo'te", "par(en", 'dou"ble', "e\u0301", "a+b", "a;b", "100%", "a%20b", "#hash", "q?uery", "a:b", "[x]"]) {
  const enc = encodeURIComponent(name).replaceAll("(", "%28").replaceAll("'", "%27");
  const run = await attack(`an image ${JSON.stringify(name)}`, (root) => {
    write(root, `content/essays/b/${name}.svg`, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    write(root, "content/essays/b/index.md", front("tags: [x]", `![Seen](<${enc}.svg>)`));
  }, 0);
  // XML lets letters of any script stand.
  const works = (address, plain) => address && !plain.test(address) && leadsTo(address, "/essays/b/") === `/essays/b/${name}.svg` && fs.existsSync(join(run.root, "public", leadsTo(address, "/essays/b/")));
  const src = /<img[^>]* src="([^"]*)"/.exec(run.page("essays/b/index.html"))?.[1];
  const ref = /fileref="([^"]*)"/.exec(run.page("essays/b/b.xml"))?.[1];
  check(`an image ${JSON.stringify(name)}: its address on the page works`, works(src, /[^!-~]/), src);
  check(`an image ${JSON.stringify(name)}: its address in DocBook works`, works(ref, /[\0- ]/), ref);
}

// ---- sizes

const long = "가나다 word ".repeat(1250);
await attack("a title of ten thousand letters", (root) => write(root, "content/essays/a.md", `---\ntitle: ${long}\ndate: 2024-01-01\n---\n\nWords.\n`), [0, 1]);
await attack("a heading of ten thousand letters", (root) => write(root, "content/essays/a.md", front("tags: [x]", `## ${long}\n\nWords.`)), [0, 1]);
await attack("a slug of three hundred letters", (root) => write(root, "content/essays/a.md", front(`slug: ${"s".repeat(300)}`)), 1, /error\[(cannot-write|bad-value)\]/);
await attack("a term of ten thousand letters", (root) => write(root, "content/glossary/a.md", `---\nterm: ${long}\n---\n\nWords.\n`), [0, 1]);
await attack("a note's id of ten thousand letters", (root) => write(root, "content/notes/lamp.md", `## ${"n".repeat(10000)}\n\n> at four in the morning\n\nWords.\n`), [0, 1]);
await attack("a thousand headings of one name", (root) => write(root, "content/essays/a.md", front("tags: [x]", "## Same\n\nWords.\n\n".repeat(1000))), 0);
await attack("a folder of three hundred files of notes", (root) => {
  const words = Array.from({ length: 300 }, (_, i) => `word${i} stands here.`);
  write(root, "content/essays/a.md", front("tags: [x]", words.join(" ")));
  for (let i = 0; i < 300; i++) write(root, `content/notes/a/n${i}.md`, `## note-${i}\n\n> word${i} stands here.\n\nOn ${i}.\n`);
}, 0, /300 notes/);
await attack("two hundred folders deep", (root) => write(root, `static/${"d/".repeat(200)}x`, "x"), [0, 1]);
await attack("two hundred lists deep", (root) => write(root, "content/essays/a.md", front("tags: [x]", Array.from({ length: 200 }, (_, i) => `${" ".repeat(2 * i)}- x`).join("\n"))), 1, /error\[too-deep\]/);
await attack("ten thousand quotations deep", (root) => write(root, "content/essays/a.md", front("tags: [x]", `${">".repeat(10000)} x`)), 1, /error\[too-/);
await attack("a hundred thousand brackets", (root) => write(root, "content/essays/a.md", front("tags: [x]", "[".repeat(100000))), [0, 1]);
await attack("a hundred thousand stars", (root) => write(root, "content/essays/a.md", front("tags: [x]", "*a **b ".repeat(30000))), [0, 1]);
await attack("a file of seventeen million letters", (root) => write(root, "content/essays/a.md", front("tags: [x]", "a".repeat(17 << 20))), 1, /error\[too-large\]/);
await attack("YAML that laughs", (root) => {
  let text = "---\ntitle: A\ndate: 2024-01-01\nextra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (let i = 1; i < 12; i++) text += `  ${"abcdefghijklm"[i]}: &${"abcdefghijklm"[i]} [${Array(9).fill(`*${"abcdefghijklm"[i - 1]}`).join(", ")}]\n`;
  write(root, "content/essays/a.md", `${text}---\n\nWords.\n`);
}, [0, 1]);
await attack("YAML a thousand deep", (root) => write(root, "content/essays/a.md", `---\ntitle: A\ndate: 2024-01-01\nextra: {a: ${"[".repeat(3000)}${"]".repeat(3000)}}\n---\n\nWords.\n`), [0, 1]);

// ---- twice the same

await attack("two sections of one slug", (root) => {
  write(root, "content/papers/_index.md", "---\ntitle: P\nslug: essays\n---\n");
  write(root, "content/papers/x.md", LAMP);
}, 1, /error\[(slug-twice|unknown-key|bad-value)\]/);
await attack("a page where a section is", (root) => write(root, "content/essays.md", "---\ntitle: E\n---\n\nWords.\n"), 1, /error\[slug-twice\]/);
await attack("an essay twice, as file and bundle", (root) => write(root, "content/essays/lamp/index.md", LAMP), 1, /error\[slug-twice\]/);
await attack("a page named glossary", (root) => {
  write(root, "content/glossary.md", "---\ntitle: G\n---\n\nWords.\n");
  write(root, "content/glossary/x.md", "---\nterm: keeper\n---\n\nWords.\n");
}, 1, /error\[slug-twice\]/);
await attack("a page named assets", (root) => write(root, "content/assets.md", "---\ntitle: A\n---\n\nWords.\n"), [0, 1]);
await attack("a static file where a page is", (root) => write(root, "static/essays/lamp/index.html", "mine"), 1, /error\[slug-twice\]/);
await attack("a static folder where a page's file is", (root) => write(root, "static/essays/lamp/index.html/x", "mine"), 1, /error\[(slug-twice|output-not-ours)\]/);
await attack("a static file where a page's folder is", (root) => write(root, "static/essays/lamp", "mine"), 1, /error\[(slug-twice|output-not-ours)\]/);
await attack("slugs that differ in composition only", (root) => {
  write(root, "content/essays/caf\u00e9.md", LAMP);
  write(root, "content/essays/cafe\u0301.md", LAMP);
}, [0, 1]);

// ---- themes

await attack("a theme without templates", (root) => {
  write(root, "themes/bare/README", "x");
  fs.appendFileSync(join(root, "gloss.yaml"), "theme: bare\n");
}, [1, 2], /error\[/);
await attack("a theme that is a file", (root) => {
  write(root, "themes/bare", "x");
  fs.appendFileSync(join(root, "gloss.yaml"), "theme: bare\n");
}, 2, /error\[no-such-theme\]/);

// ---- what cannot be read

const plain = process.getuid() === 0 ? ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] : ["env"];
write(work, "probe/x", "x");
fs.chmodSync(join(work, "probe/x"), 0);
const probe = spawnSync(plain[0], [...plain.slice(1), "cat", join(work, "probe/x")]);
if (probe.error !== undefined || probe.status === 0) {
  skip("what cannot be read", "permissions do not hold here");
} else {
  let i = 0;
  for (const [name, status] of [["gloss.yaml", 2], ["content", 1], ["content/essays", 1], ["content/essays/lamp.md", 1], ["content/notes", 1], ["content/notes/lamp.md", 1], ["content/glossary", 1],
    ["content/glossary/x.md", 1], ["static", 1], ["static/x", 1], ["filters", 2], ["filters/x.lua", 2], ["themes", 2], ["themes/x", 2]]) {
    const root = join(work, `locked-${i++}`);
    write(root, "gloss.yaml", `${YAML}filters: [x]\ntheme: ${name.startsWith("themes") ? "x" : "paper"}\n`);
    write(root, "content/essays/lamp.md", LAMP);
    write(root, "content/notes/lamp.md", "## early\n\n> at four in the morning\n\nNote.\n");
    write(root, "content/glossary/x.md", "---\nterm: keeper\n---\n\nWords.\n");
    write(root, "static/x", "x");
    write(root, "filters/x.lua", "function Str(el) return nil end\n");
    write(root, "themes/x/templates/x", "x");
    fs.chmodSync(join(root, name), 0);
    const got = spawnSync(plain[0], [...plain.slice(1), GLOSS, "build", "-C", root, "--color", "never"], { encoding: "utf8", timeout: LIMIT_MS });
    const run = { status: got.status ?? got.signal, said: got.stderr + got.stdout, late: got.error?.code === "ETIMEDOUT" };
    check(`${name} cannot be read: told`, blame(run) === "" && run.status === status && /error\[(cannot-read|no-project|no-such-theme|no-such-filter)\]/.test(run.said), blame(run), run.status, run.said);
    check(`${name} cannot be read: nothing is published`, !fs.existsSync(join(root, "public/index.html")));
    fs.chmodSync(join(root, name), 0o755);
  }
}

// ---- mutations of what is shipped

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
console.log(`SEED=${seed}`);
let state = seed;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const pick = (list) => list[Math.floor(random() * list.length)];
const VALUES = ["", "null", "~", "[]", "{}", "[[[[]]]]", "{a: {b: {c: d}}}", "-1", "0", "99999999999999999999", "1e999", ".nan", "0x7f", "yes", "no", "true", '"\\0"', '"\\uD800"', '"\\x07"', "2024-13-45", "2024-02-30", "0000-00-00",
  "../../x", "/etc/passwd", "&a [*a]", "*nowhere", "!!binary aGk=", "!!int x", "!<tag:x> y", "|", ">", "'", '"', "- - -", "? :", "@x", "%x", "x".repeat(5000), "한국어", "\u202e", "<script>", "http://[::1", "{name: }", "[,]", "\t"];
const KEYS = ["title", "date", "filters", "notes", "formats", "pdf", "docbook", "paths", "limits", "severity", "menu", "keys", "language", "slug", "authors", "abstract", "layer", "essay", "term", "forms", "see_also", "extra", "status", "publish", "glossary", "timezone"];
const RUBBISH = [[0], [255], [192, 128], [237, 160, 128], [239, 187, 191], [13], [27, 91], [226, 128, 168], [244, 144, 128, 128], [127], [194, 133]].map((it) => Buffer.from(it));
function mutateLine(lines) {
  const at = Math.floor(random() * lines.length);
  const line = lines[at];
  const pair = /^(\s*(?:- )?[\w-]+:)(.*)$/.exec(line);
  switch (Math.floor(random() * 12)) {
    case 0: lines.splice(at, 1); break;
    case 1: lines.splice(at, 0, line); break;
    case 2: lines.splice(Math.floor(random() * lines.length), 0, ...lines.splice(at, 1)); break;
    case 3: lines[at] = " ".repeat(Math.floor(random() * 9)) + line.trimStart(); break;
    case 4: lines.splice(at, 0, `${pick(KEYS)}: ${pick(VALUES)}`); break;
    case 5: lines[at] = line + pick(["[", "{", ":", "'", '"', "{#", "{.x", "|", "#", "[^", "](", "`", "<", "==", ":::"]); break;
    case 6: lines[at] = pick(["::: {.a}", ":::", "---", "...", "> ", "| a | b |", "[^1]: ", "## ", "```", "<!--", "\t- ", "{#x}", "==", "## x {on=note:x covers=section occurrence=99999999999}"]); break;
    case 7: lines.length = at + 1; break;
    default: lines[at] = pair !== null ? `${pair[1]} ${pick(VALUES)}` : line.slice(0, Math.floor(random() * line.length));
  }
}
function mutate(bytes) {
  const wholeLines = random() < 0.7;
  const fm = bytes.indexOf("\n---\n", 4); // three in four go for the front matter, where there is one
  const end = fm > 0 && random() < 0.75 ? fm : bytes.length;
  if (wholeLines) {
    const lines = bytes.subarray(0, end).toString("latin1").split("\n");
    for (let n = 1 + Math.floor(random() * 3); n > 0 && lines.length > 0; n--) mutateLine(lines);
    return Buffer.concat([Buffer.from(lines.join("\n").replace(/[\u0100-\uffff]+/g, (it) => Buffer.from(it).toString("latin1")), "latin1"), bytes.subarray(end)]);
  }
  const at = Math.floor(random() * end);
  const rubbish = random() < 0.5 ? pick(RUBBISH) : Buffer.from([Math.floor(random() * 256)]);
  return Buffer.concat([bytes.subarray(0, at), rubbish, bytes.subarray(at + Math.floor(random() * 4))]);
}

const shipped = join(work, "shipped");
fs.mkdirSync(shipped);
for (const name of ["content", "filters", "static", "gloss.yaml"]) if (fs.existsSync(join(top, name))) fs.cpSync(join(top, name), join(shipped, name), { recursive: true });
const untouched = await gloss(shipped, "build", "-t", "html,docbook");
check("what is shipped builds", untouched.status === 0, untouched.said);
const victims = fs.readdirSync(shipped, { recursive: true }).filter((name) => /^content\/.*\.md$|^gloss\.yaml$/.test(name)).sort();
const before = fs.readdirSync(work).sort().join("\n");
const MUTATIONS = 300;
const outcomes = {};
async function fuzz(of, list) {
  const root = join(work, `shipped-${of}`);
  fs.cpSync(shipped, root, { recursive: true });
  for (const { name, text, words } of list) {
    const whole = fs.readFileSync(join(root, name));
    fs.writeFileSync(join(root, name), text);
    const run = await gloss(root, "build", "-t", "html,docbook", "-j", "1", ...words);
    const wrong = blame(run);
    outcomes[run.status] = (outcomes[run.status] ?? 0) + 1;
    check(`a mutation of ${name}`, wrong === "", wrong, run.said);
    if (wrong !== "" && process.env.KEEP) fs.writeFileSync(join(process.env.KEEP, `${failed}-${name.replaceAll("/", "_")}`), text);
    fs.writeFileSync(join(root, name), whole);
  }
}
const mutations = Array.from({ length: MUTATIONS }, (_, i) => {
  const name = random() < 0.3 ? "gloss.yaml" : pick(victims);
  return { name, text: mutate(fs.readFileSync(join(shipped, name))), words: i % 4 === 0 ? ["--validate"] : [] };
});
await Promise.all([0, 1].map((of) => fuzz(of, mutations.filter((_, i) => i % 2 === of))));
check("mutations write nothing elsewhere", fs.readdirSync(work).filter((name) => !/^shipped-\d$/.test(name)).sort().join("\n") === before);
check("some do harm and some do not", (outcomes[0] ?? 0) > 10 && (outcomes[1] ?? 0) > 10 && (outcomes[2] ?? 0) > 10, JSON.stringify(outcomes));

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 ? 0 : 1;
