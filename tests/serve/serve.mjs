// Run by run.sh in a scratch folder, $WORK; closes with "N passed, N failed".
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import { join } from "node:path";

const site = join(process.env.WORK, "site");
const file = (name) => join(site, name);
const write = (name, text) => {
  fs.mkdirSync(join(file(name), ".."), { recursive: true });
  fs.writeFileSync(file(name), text);
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

let passed = 0;
let failed = 0;
function check(what, good, ...found) {
  if (good) {
    passed++;
    return;
  }
  failed++;
  console.log(`FAIL ${what}`);
  for (const it of found) console.log(`    ${String(it).slice(0, 1500).replaceAll("\n", "\n    ")}`);
}

// Whether `is` becomes true within `ms`.
async function becomes(is, ms = 8000) {
  for (const end = Date.now() + ms; Date.now() < end; await pause(25)) if (await is()) return true;
  return false;
}

// ---- a site

const LAMP = "---\ntitle: The lamp\ndate: 2024-05-02\n---\n\nThe keeper lit the lamp at four in the morning.\n";
write("gloss.yaml", "title: Lamps\nformats: [html]\nfilters: []\n");
write("content/essays/lamp.md", LAMP);
write("content/essays/등대 하나.md", "---\ntitle: 등대\ndate: 2024-05-03\n---\n\nOne.\n");
write("content/notes/lamp.md", "## early\n\n> at four in the morning\n\nIn winter, that is.\n");
write("static/plan.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>');
write("secret.txt", "SECRET of the project");
fs.writeFileSync(join(process.env.WORK, "secret.txt"), "SECRET outside");

// ---- the server

// All that a run of gloss says and how it ends. `ended` resolves to its status.
function gloss(...words) {
  const child = spawn(process.env.GLOSS, [...words, "-C", site, "--color", "never"], { stdio: ["ignore", "pipe", "pipe"] });
  const run = { child, said: "", url: "", status: undefined };
  child.stdout.on("data", (data) => {
    run.url += data;
  });
  child.stderr.on("data", (data) => {
    run.said += data;
  });
  run.ended = new Promise((done) => {
    child.on("close", (status, signal) => done((run.status = status ?? signal)));
  });
  return run;
}

async function serve(...words) {
  const run = gloss("serve", ...words);
  await becomes(() => run.url.includes("\n") || run.status !== undefined, 20000);
  run.port = Number(/127\.0\.0\.1:(\d+)/.exec(run.url)?.[1] ?? 0);
  return run;
}

// The status a signal brings, with how long it took; -1 where the process had to be killed.
async function end(run, signal) {
  const start = Date.now();
  run.child.kill(signal);
  await Promise.race([run.ended, pause(5000)]);
  if (run.status === undefined) {
    run.child.kill("SIGKILL");
    return { status: -1, took: 5000 };
  }
  return { status: run.status, took: Date.now() - start };
}

// One request with the path as it stands: clients clean it, attackers do not.
function get(port, path, method = "GET") {
  return new Promise((done) => {
    const request = http.request({ host: "127.0.0.1", port, path, method, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (data) => {
        text += data;
      });
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, text }));
    });
    request.on("error", (error) => done({ status: 0, headers: {}, text: String(error) }));
    request.end();
  });
}

// Bytes that no client would send.
function raw(port, text) {
  return new Promise((done) => {
    let answer = "";
    const socket = net.connect(port, "127.0.0.1", () => socket.end(Buffer.from(text, "latin1")));
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", () => done(answer));
    socket.on("close", () => done(answer));
    setTimeout(() => socket.destroy(), 3000);
  });
}

function listen(port) {
  const events = { text: "" };
  const request = http.get({ host: "127.0.0.1", port, path: "/.gloss/events", agent: false }, (response) => {
    events.type = response.headers["content-type"];
    response.setEncoding("utf8");
    response.on("data", (data) => {
      events.text += data;
    });
    response.on("error", () => {});
    response.on("close", () => {
      events.ended = true;
    });
  });
  request.on("error", () => {
    events.ended = true;
  });
  events.close = () => request.destroy();
  events.count = (name) => events.text.split(`event: ${name}\n`).length - 1;
  return events;
}

// ---- pages

const run = await serve();
const port = run.port;
check("the address is told", port >= 1313, run.url, run.said);
const lamp = await get(port, "/essays/lamp/");
check("a page is served", lamp.status === 200 && lamp.text.includes("lit the lamp") && /^text\/html/.test(lamp.headers["content-type"]), lamp.text);
check("a page that is open reloads", lamp.text.includes("/.gloss/reload.js"));
check("nothing is kept by the browser", lamp.headers["cache-control"] === "no-store");
const built = fs.readFileSync(file(".gloss/serve/essays/lamp/index.html"), "utf8");
check("the script is not in the file", !built.includes("reload.js"));
check("public is not touched", !fs.existsSync(file("public")));
check("the home page", (await get(port, "/")).text.includes("Lamps"));
const css = /href="([^"]*assets\/[^"]*\.css)"/.exec(lamp.text)?.[1] ?? "none";
const sheet = await get(port, new URL(css, "http://x/essays/lamp/").pathname);
check("a style sheet", sheet.status === 200 && /^text\/css/.test(sheet.headers["content-type"]), css);
const plan = await get(port, "/plan.svg");
check("a file of static/", plan.status === 200 && plan.headers["content-type"] === "image/svg+xml", plan.text);
const head = await get(port, "/essays/lamp/", "HEAD");
check("HEAD has no body", head.status === 200 && head.text === "");
const post = await get(port, "/essays/lamp/", "POST");
check("other methods are refused in words", post.status === 405 && post.headers.allow === "GET, HEAD", post.status, post.text);
const query = await get(port, "/essays/lamp/?a=b");
check("a query does not matter", query.status === 200);

const none = await get(port, "/essays/nowhere/");
const page404 = fs.readFileSync(file(".gloss/serve/404.html"), "utf8");
const title = /<title>[^<]*/.exec(page404)?.[0];
check("404 is the site's own page", none.status === 404 && none.text.includes(title) && /^text\/html/.test(none.headers["content-type"]), none.text);
check("no folder is listed", (await get(port, "/assets/")).status === 404);

const slash = await get(port, "/essays/lamp");
check("a folder without its slash leads to it", slash.status === 301 && slash.headers.location === "/essays/lamp/", slash.status, slash.headers.location);
const korean = await get(port, encodeURI("/essays/등대 하나"));
check("also where its name has a space and letters of Korea", korean.status === 301 && korean.headers.location === encodeURI("/essays/등대 하나/"), korean.status, korean.headers.location);
check("and that page is there", (await get(port, encodeURI("/essays/등대 하나/"))).status === 200);
const away = await get(port, "//essays/lamp");
check("the slash never leads to another host", away.status !== 301 || !away.headers.location.startsWith("//"), away.headers.location);

// ---- never out of the folder

fs.mkdirSync(file(".gloss/serve-else"), { recursive: true });
fs.writeFileSync(file(".gloss/serve-else/secret.txt"), "SECRET beside");
const traversals = ["/../secret.txt", "/../../secret.txt", "/../../../secret.txt", "/%2e%2e/%2e%2e/secret.txt", "/..%2f..%2fsecret.txt",
  "/%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.txt", "/essays/../../../secret.txt", "/essays/lamp/..%2f..%2f..%2f..%2fsecret.txt", "/..%5c..%5csecret.txt",
  "/%252e%252e/%252e%252e/secret.txt", "/../serve-else/secret.txt", "/./.././../secret.txt", "//../../secret.txt", "/%00/../../../secret.txt",
  "/essays/%00../../../secret.txt", "/../../secret.txt%00.html", "/..%c0%af..%c0%afsecret.txt", `/${join(process.env.WORK, "secret.txt")}`,
  "/%2f" + join(process.env.WORK, "secret.txt").slice(1), "/../../../../../../../../etc/hostname", "/.../.../secret.txt", "/..", "/../", "/%2e%2e",
  "/../CACHEDIR.TAG"];
for (const path of traversals) {
  const answer = await get(port, path);
  check(`${path} stays inside`, [404, 400, 301, 200].includes(answer.status) && !/SECRET|Signature:/.test(answer.text) && !/\.\./.test(answer.headers.location ?? ""), answer.status, answer.text);
}
for (const line of ["GET /../../secret.txt HTTP/1.0\r\n\r\n", "GET ../../secret.txt HTTP/1.1\r\nHost: x\r\n\r\n", "GET /\0../../secret.txt HTTP/1.1\r\nHost: x\r\n\r\n",
  "GET / HTTP/9.9\r\n\r\n", "\r\n\r\n", "\0\0\0\0", `GET /${"a/".repeat(9000)} HTTP/1.1\r\nHost: x\r\n\r\n`, `GET /${"../".repeat(3000)}etc/hostname HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET /${"b".repeat(300)} HTTP/1.1\r\nHost: x\r\n\r\n`]) {
  const answer = await raw(port, line);
  check(`${JSON.stringify(line.slice(0, 40))} stays inside`, !answer.includes("SECRET") && !answer.includes(fs.readFileSync("/etc/hostname", "utf8").trim() || "SECRET"), answer);
}
check("after all that the page is there", (await get(port, "/essays/lamp/")).status === 200);

// ---- edits

const events = listen(port);
check("the first event comes at once", await becomes(() => events.count("built") === 1), events.text);
check("it is a stream of events", events.type === "text/event-stream", events.type);
write("content/essays/lamp.md", LAMP.replace("keeper", "warden"));
check("an edit brings an event", await becomes(() => events.count("built") === 2), events.text);
check("and the page has changed", (await get(port, "/essays/lamp/")).text.includes("warden"));
write("content/notes/lamp.md", "## early\n\n> at nine in the evening\n\nIn \"winter\", that is.\n");
check("a mistake is told on the stream", await becomes(() => events.count("mistakes") === 1), events.text);
const data = /event: mistakes\ndata: (.*)\n\n/.exec(events.text)?.[1] ?? "null";
let told = "";
try {
  told = JSON.parse(data);
} catch (error) {
  told = `${error}: ${data}`;
}
check("with its place, excerpt and cure", /content\/notes\/lamp\.md:3:3: error\[note-not-found\]/.test(told) && told.includes("3 | > at nine") && told.includes("help: "), told);
check("the last good page stays", (await get(port, "/essays/lamp/")).text.includes("warden"));
check("and it is said on the terminal", run.said.includes("error[note-not-found]") && run.said.includes("last good pages"), run.said);
write("content/notes/lamp.md", "## early\n\n> at four in the morning\n\nMended.\n");
check("mended, it is built", await becomes(() => events.count("built") === 3), events.text);
check("with what was mended", (await get(port, "/essays/lamp/")).text.includes("Mended."));
write("content/essays/new/index.md", "---\ntitle: New\ndate: 2024-06-01\n---\n\nA bundle.\n");
check("a new folder is seen", await becomes(async () => (await get(port, "/essays/new/")).status === 200));
write("content/essays/new/index.md", "---\ntitle: New\ndate: 2024-06-01\n---\n\nA second text.\n");
check("and edits in it", await becomes(async () => (await get(port, "/essays/new/")).text.includes("second text")));
fs.rmSync(file("content/essays/new"), { recursive: true });
check("a removed one is gone", await becomes(async () => (await get(port, "/essays/new/")).status === 404));
fs.writeFileSync(file("gloss.yaml.new"), "title: Lanterns\nformats: [html]\nfilters: []\n");
fs.renameSync(file("gloss.yaml.new"), file("gloss.yaml"));
check("the configuration too, replaced as editors do", await becomes(async () => (await get(port, "/")).text.includes("Lanterns")));
write("gloss.yaml", "title: Lamps\nformats: [html]\nfilters: []\n");
check("and written in place", await becomes(async () => (await get(port, "/")).text.includes("Lamps")));
write("gloss.yaml", "title: [\n");
check("broken, it is told", await becomes(() => /yaml-syntax/.test(events.text)), events.text);
write("gloss.yaml", "title: Lamps\nformats: [html]\nfilters: []\npaths: {notes: remarks}\n");
write("remarks/lamp.md", "## early\n\n> at four in the morning\n\nElsewhere.\n");
fs.rmSync(file("content/notes"), { recursive: true });
check("notes elsewhere", await becomes(async () => (await get(port, "/essays/lamp/")).text.includes("Elsewhere.")));
await pause(500);
write("remarks/lamp.md", "## early\n\n> at four in the morning\n\nFrom elsewhere.\n");
check("are watched too", await becomes(async () => (await get(port, "/essays/lamp/")).text.includes("From elsewhere.")));
fs.renameSync(file("remarks"), file("content/notes"));
write("gloss.yaml", "title: Lamps\nformats: [html]\nfilters: []\n");
write("content/essays/lamp.md", LAMP);
check("as before", await becomes(async () => (await get(port, "/essays/lamp/")).text.includes("keeper")));

// ---- a browser

const { chromium } = createRequire(join(process.env.TEST_MODULES, "x.js"))("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.BROWSER, args: ["--no-sandbox"] });
const page = await browser.newPage();
const complaints = [];
page.on("pageerror", (error) => complaints.push(String(error)));
await page.goto(`http://127.0.0.1:${port}/essays/lamp/`);
const body = () => page.evaluate(() => document.body.innerText).catch(() => "");
check("a browser shows the page", (await body()).includes("keeper"));
await pause(500); // the stream is open by then
write("content/essays/lamp.md", LAMP.replace("keeper", "watchman"));
check("the open page reloads by itself", await becomes(async () => (await body()).includes("watchman")), await body());
await pause(500);
write("content/notes/lamp.md", "## early\n\n> at <b>noon</b> & later\n\nNo.\n");
const box = () => page.evaluate(() => document.getElementById("gloss-mistakes")?.innerText ?? "").catch(() => "");
check("the box of mistakes is shown", await becomes(async () => (await box()).includes("note-not-found")), await box());
check("with the source as it stands", (await box()).includes("at <b>noon</b> & later"), await box());
check("it can be seen", await page.isVisible("#gloss-mistakes").catch(() => false));
check("over the last good page", (await body()).includes("watchman"));
await page.reload();
check("a page opened meanwhile shows it too", await becomes(async () => (await box()).includes("note-not-found")), await box());
write("content/notes/lamp.md", "## early\n\n> at four in the morning\n\nMended again.\n");
check("mended, the box goes and the page comes", await becomes(async () => (await box()) === "" && (await body()).includes("Mended again.")), await body());
check("no script complains", complaints.length === 0, ...complaints);
await browser.close();

// ---- ports and signals

const second = await serve();
check("a port that is taken: the next one", second.port > port && (await get(second.port, "/")).status === 200, second.url, second.said);
const third = gloss("serve", "--port", String(port));
await Promise.race([third.ended, pause(10000)]);
third.child.kill("SIGKILL");
check("a port that was asked for and is taken", third.status === 2 && third.said.includes("port-taken") && third.said.includes(String(port)) && third.said.includes("help: "), third.status, third.said);
const asked = await serve("--port", String(second.port + 40));
check("a port that was asked for", asked.port === second.port + 40, asked.url, asked.said);
check("SIGTERM ends it", (await end(asked, "SIGTERM")).status === 130);

const quit = await end(run, "SIGINT");
check("SIGINT ends it at once, with pages open", quit.status === 130 && quit.took < 1500, JSON.stringify(quit), run.said);
check("the stream ends", await becomes(() => events.ended === true, 2000));
check("nobody listens any more", (await get(port, "/")).status === 0);
const idle = new http.Agent({ keepAlive: true });
await new Promise((done) => http.get({ host: "127.0.0.1", port: second.port, path: "/", agent: idle }, (r) => r.resume().on("end", done)));
const last = await end(second, "SIGINT");
check("an idle connection does not hold it", last.status === 130 && last.took < 1500, JSON.stringify(last));
idle.destroy();

// While it builds for the first time: a filter that takes its time.
write("filters/slow.lua", "function Str(el)\n  for i = 1, 20000 do end\n  return nil\nend\n");
for (let i = 0; i < 400; i++) write(`content/slow/e${i}.md`, `---\ntitle: E${i}\ndate: 2024-01-01\n---\n\n${"Words for it. ".repeat(100)}\n`);
write("gloss.yaml", "title: Lamps\nformats: [html]\nfilters: [slow]\n");
const building = gloss("serve");
await pause(400);
check("it is still building", building.url === "" && building.status === undefined, building.said);
const early = await end(building, "SIGINT");
check("SIGINT while it builds", early.status === 130 && early.took < 1500, JSON.stringify(early), building.said);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
