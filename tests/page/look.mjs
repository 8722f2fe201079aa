// What only a browser can tell of the pages under $PAGES: run by run.sh, which reads the count in the last line.
import { createRequire } from "node:module";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const modules = createRequire(join(process.env.TEST_MODULES, "x.js"));
const { chromium } = modules("playwright-core");
const axePath = modules.resolve("axe-core/axe.min.js");
const root = process.env.PAGES;

let passed = 0;
let failed = 0;
function check(what, findings) {
  if (findings.length === 0) {
    passed++;
    return;
  }
  failed++;
  console.log(`FAILED: ${what}`);
  for (const finding of findings.slice(0, 8)) console.log(`    ${finding}`);
}

const pages = readdirSync(root, { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .map((name) => join(root, name))
  .sort();
const essay = (slug) => pathToFileURL(join(root, "essays", slug, "index.html")).href;

// A reader who needs larger text sets the browser so: lengths in `rem` and the widths of media queries follow,
// which they would not if a style sheet of the test's own enlarged the letters.
const launch = (text) =>
  chromium.launch({
    executablePath: process.env.BROWSER,
    args: ["--no-sandbox", `--blink-settings=defaultFontSize=${16 * text},defaultFixedFontSize=${13 * text}`],
  });
const browsers = { 1: await launch(1), 2: await launch(2) };

async function open(url, { width, height = 900, dark = false, script = true, zoom = 1 }) {
  const context = await browsers[zoom].newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const close = (page) => page.context().close();

// A link within a page is followed in a task of its own: only once the address has changed do the scroll
// position and the place of the keyboard belong to it.
const arrives = (page, hash) =>
  page.waitForURL((url) => url.hash === hash, { timeout: 5000 }).then(
    () => true,
    () => false,
  );

// ---- accessibility --------------------------------------------------------------------------------------

const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
for (const path of pages) {
  for (const [width, dark] of [[1400, false], [1400, true], [1000, false], [400, false], [400, true]]) {
    // The 404 page is for a server: its addresses begin at the site's root, and so does its style sheet.
    if (path.endsWith("404.html")) continue;
    const page = await open(pathToFileURL(path).href, { width, dark });
    await page.addScriptTag({ path: axePath });
    const found = await page.evaluate((options) => globalThis.axe.run(document, options), rules);
    check(
      `axe: ${relative(root, path)} at ${width}${dark ? ", dark" : ""}`,
      found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 90)).slice(0, 3).join(" | ")}`),
    );
    await close(page);
  }
}

// ---- the margin ----------------------------------------------------------------------------------------

// Where there is room, each note beside its mark or under the note before it; else in the list under the text.
// None over another, none out of the window.
function noteFindings(room) {
  const findings = [];
  const top = (element) => element.getBoundingClientRect().top;
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((li) => li.checkVisibility({ visibilityProperty: true }));
  const items = shown(".notes > ol > li").map((li) => ({ id: li.id, box: li.getBoundingClientRect() }));
  const column = document.querySelector(".body").getBoundingClientRect();
  for (const { id, box } of items) {
    if (box.right > innerWidth + 1 || box.left < -1) findings.push(`${id} leaves the window`);
    const beside = box.left >= column.right - 1 || box.right <= column.left + 1;
    if (room && !beside) findings.push(`${id} stands in the text`);
    if (!room && (beside || box.top < column.bottom - 1)) findings.push(`${id} is not in the list under the text`);
  }
  items.forEach((a, i) => {
    for (const b of items.slice(i + 1)) {
      const apart = a.box.bottom <= b.box.top + 0.5 || b.box.bottom <= a.box.top + 0.5;
      if (!apart) findings.push(`${a.id} overlaps ${b.id}`);
    }
  });
  for (const { id, box } of items) {
    const mark = document.querySelector(`a.noteref[href="#${CSS.escape(id)}"]`);
    if (mark && box.top < top(mark) - 12) findings.push(`${id} stands above its mark`);
  }
  for (const li of shown(".notes li li[id]")) {
    const [id, box, parent] = [li.id, li.getBoundingClientRect(), li.parentElement.closest("li").getBoundingClientRect()];
    if (box.bottom > parent.bottom + 1 || box.right > parent.right + 1 || box.left < parent.left - 1) findings.push(`${id} leaves its note`);
  }
  if (items.length === 0) findings.push("there are no notes");
  if (document.documentElement.scrollWidth > innerWidth) findings.push("the page scrolls sideways");
  return findings;
}

// The margin is for windows of 70 rem, which a reader's larger text makes more pixels.
const hasRoom = (width, zoom) => width >= 70 * 16 * zoom;

for (const slug of ["ferry", "ko", "ar", "one", "twenty", "many", "mirrored"]) {
  for (const width of [1120, 1400, 1920, 2600]) {
    for (const [zoom, script] of [[1, true], [1, false], [2, true]]) {
      const page = await open(essay(slug), { width, zoom, script });
      const findings = await page.evaluate(noteFindings, hasRoom(width, zoom));
      check(`notes: ${slug} at ${width}, text ${zoom * 100} %${script ? "" : ", no script"}`, findings);
      await close(page);
    }
  }
}

// ---- narrow: a sheet that opens and leads back, without script -------------------------------------------

async function sheetFindings(page, mark) {
  const findings = [];
  const { href, id } = await mark.evaluate((a) => ({ href: a.getAttribute("href"), id: a.id }));
  await mark.click();
  if (!(await arrives(page, href))) return [`${href} is not gone to`];
  const item = page.locator(`[id="${href.slice(1)}"]`);
  const box = await item.boundingBox();
  const { width, height } = page.viewportSize();
  if (!box || box.y < 0 || box.y + box.height > height + 1) findings.push(`${href} is not in sight`);
  if (box && (box.x < 0 || box.x + box.width > width + 1)) findings.push(`${href} is cut off`);
  await item.locator('[role="doc-backlink"]').first().click();
  if (!(await arrives(page, `#${encodeURI(id)}`))) findings.push(`${href} does not lead back to #${id}`);
  return findings;
}

for (const slug of ["ferry", "ko", "ar"]) {
  for (const script of [true, false]) {
    const page = await open(essay(slug), { width: 400, height: 800, script });
    const findings = [];
    for (const mark of await page.locator("main a.noteref[id]:visible").all()) findings.push(...(await sheetFindings(page, mark)));
    check(`narrow: ${slug}, ${script ? "with" : "without"} script`, findings);
    await close(page);
  }
}

// ---- no page scrolls sideways ----------------------------------------------------------------------------

for (const path of pages.filter((name) => !name.endsWith("404.html"))) {
  const page = await open(pathToFileURL(path).href, { width: 400 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`fits 400: ${relative(root, path)}`, wide > 0 ? [`${wide} px too wide`] : []);
  await close(page);
}

// ---- keyboard: each mark is reached by Tab, leads to its note, and back ----------------------------------

const focused = (page) =>
  page.evaluate(() => ({
    mark: document.activeElement.matches("a.noteref") ? document.activeElement.id : "",
    note: document.activeElement.matches('[role="doc-backlink"]') ? document.activeElement.closest("[id]").id : "",
    href: document.activeElement.getAttribute("href") ?? "",
  }));

// From a mark to its note's back-link, and by that to the mark: where the next Tab goes on from.
async function returnFindings(page, { mark, href }) {
  await page.keyboard.press("Enter");
  if (!(await arrives(page, href))) return [`${mark} is not followed to ${href}`];
  // A footnote's way back stands after its text, in which there may be other links.
  let there;
  for (let i = 0; i < 5 && !there?.note; i++) {
    await page.keyboard.press("Tab");
    there = await focused(page);
  }
  if (there.note !== decodeURIComponent(href.slice(1))) return [`${mark} leads to ${JSON.stringify(there)}`];
  await page.keyboard.press("Enter");
  if (there.href !== `#${encodeURI(mark)}` || !(await arrives(page, there.href))) return [`${there.note} leads back to ${page.url()}`];
  const back = await focused(page);
  if (back.mark === mark) return [];
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  return (await focused(page)).mark === mark ? [] : [`${mark} is not where the keyboard is back at`];
}

for (const [slug, width] of [["ferry", 1400], ["ferry", 400], ["twenty", 1400], ["ko", 1400], ["ar", 400]]) {
  const page = await open(essay(slug), { width });
  const reached = new Set();
  const findings = [];
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press("Tab");
    const here = await focused(page);
    if (!here.mark || reached.has(here.mark)) continue;
    reached.add(here.mark);
    findings.push(...(await returnFindings(page, here)));
  }
  const marks = await page.evaluate(() => [...document.querySelectorAll("main a.noteref[id]")].map((a) => a.id));
  check(`keyboard: ${slug} at ${width}, each mark is reached`, marks.filter((id) => !reached.has(id)));
  check(`keyboard: ${slug} at ${width}, each leads to its note and back`, findings);
  check(`keyboard: ${slug} at ${width}, there are marks`, marks.length > 0 ? [] : ["none"]);
  await close(page);
}

// ---- pointing at a mark lights its passage and its note up -----------------------------------------------

{
  const page = await open(essay("ferry"), { width: 1400 });
  const lit = (selector) => page.locator(selector).first().evaluate((e) => getComputedStyle(e).getPropertyValue("--on").trim());
  await page.locator("#ref-columns").hover();
  const findings = [];
  if ((await lit('[data-n~="columns"]')) !== "1") findings.push("the passage is dark");
  if ((await lit("#note-columns")) !== "1") findings.push("the note is dark");
  if ((await lit("#note-key")) === "1") findings.push("another note is lit");
  check("pointing lights up", findings);
  await close(page);
}

// ---- a layer is hidden by its box, in the margin and in the list, without script -------------------------

for (const width of [1400, 400]) {
  const page = await open(essay("ferry"), { width, script: false });
  const seen = (selector) => page.locator(selector).first().isVisible();
  const findings = [];
  await page.locator("#layer_translator").uncheck();
  for (const gone of ["#ref-enamel", "#note-enamel"]) if (await seen(gone)) findings.push(`${gone} is still there`);
  for (const stays of ["#ref-columns", "#note-columns", "#fn-clock"]) if (!(await seen(stays))) findings.push(`${stays} is gone`);
  check(`layers: hidden at ${width}`, findings);
  await page.locator("#layer_translator").check();
  check(`layers: shown again at ${width}`, (await seen("#note-enamel")) ? [] : ["#note-enamel is still gone"]);
  await close(page);
}

// Notes that are left do not fall over one another.
{
  const page = await open(essay("ferry"), { width: 1400 });
  await page.locator("#layer_editor").uncheck();
  check("layers: the margin without one", await page.evaluate(noteFindings, true));
  await close(page);
}

for (const browser of Object.values(browsers)) await browser.close();
console.log(`${passed} passed, ${failed} failed`);
