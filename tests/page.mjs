/*
 * Use the web page as people do, in Chromium.
 * usage: node page.mjs MODULES BROWSER BUILD WORK
 *
 * Nothing waits for a time: every wait is for something that must happen.
 */
import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

const [modules, executablePath, build, work] = process.argv.slice(2);
const require = createRequire(modules + "/");
const {chromium} = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const patience = 1000 * (Number(process.env.IR_PATIENCE) || 900);

/* ---- servers ---- */

const servers = new Set();

async function serve(address, ...options) {
    const child = spawn(build + "/irsearch", ["--no-config", "--serve", address, ...options], {cwd: work, stdio: ["ignore", "ignore", "pipe"]});
    let log = "";

    servers.add(child);
    for await (const chunk of child.stderr) {
        log += chunk;
        const at = log.match(/serving at ([^"]*)"/)?.[1];

        if (at) {
            child.stderr.resume();
            return {child, at};
        }
    }
    throw new Error("no server: " + log);
}

async function stop(server) {
    const ended = new Promise(done => server.child.once("exit", done));

    server.child.kill("SIGTERM");
    await ended;
    servers.delete(server.child);
}

/* ---- pages: what must never happen fails the test that was running ---- */

const faults = [];
let allowed = /^$/; /* console errors that a test means to cause */
let browser;

function guard(context, at) {
    context.on("console", message => {
        if (["error", "warning"].includes(message.type()) && !allowed.test(message.text()))
            faults.push(`console: ${message.text()}`);
    });
    context.on("weberror", error => faults.push(`error: ${error.error()}`));
    context.on("dialog", dialog => {
        faults.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    context.on("request", request => {
        if (!request.url().startsWith(at + "/") && !request.url().startsWith("data:image/svg+xml,"))
            faults.push(`request: ${request.url()}`);
    });
}

async function open(at, path, options = {}) {
    const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});

    context.setDefaultTimeout(patience);
    context.setDefaultNavigationTimeout(patience);
    guard(context, at);
    await context.exposeFunction("violated", text => faults.push(`policy: ${text}`));
    await context.addInitScript(() => addEventListener("securitypolicyviolation",
        event => window.violated(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)));

    const page = await context.newPage();

    await page.goto(at + path);
    await settled(page);
    return page;
}

/* Nothing is being loaded. */
async function settled(page) {
    await page.waitForFunction(() => !document.querySelector("[aria-busy]") &&
        (document.querySelector("#size").textContent || !document.querySelector("#problem").hidden));
}

async function when(page, condition, argument) {
    await page.waitForFunction(condition, argument);
    await settled(page);
}

const text = (page, selector) => page.locator(selector).innerText();
const focused = page => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
const parameter = (page, name) => new URL(page.url()).searchParams.get(name);
const narrow = {viewport: {width: 360, height: 740}};

async function search(page, query) {
    await page.fill("#q", query);
    await page.press("#q", "Enter");
    await settled(page);
}

/* Of one hit an article, as the page has it. */
async function answerOf(at, parameters) {
    const response = await fetch(`${at}/v1/search?${new URLSearchParams({unit: "article", ...parameters})}`);

    assert.equal(response.status, 200);
    return response.json();
}

async function accessible(page) {
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => globalThis.axe.run(document, {resultTypes: ["violations"]}));
    const serious = violations.filter(found => ["serious", "critical"].includes(found.impact));

    assert.deepEqual(serious.map(found => `${found.id}: ${found.nodes.map(node => node.html + " " + node.failureSummary).join("; ")}`), []);
}

async function picture(page, name) {
    await page.screenshot({path: `${build}/page/${name}.png`});
}

async function fitsInto(page, width) {
    const wide = await page.evaluate(() => [document.documentElement, document.querySelector("#article-body")].map(node => [node.scrollWidth, node.clientWidth]));

    assert.ok(wide[0][0] <= width, `the page is ${wide[0][0]} wide`);
    assert.ok(wide[1][0] <= wide[1][1], `the article is ${wide[1][0]} wide`);
}

const bytesOf = (text, {start, end}) => Buffer.from(text).subarray(start, end).toString();

/* What the title of a mark says of a match; nothing of the very word. */
const told = ({how, term}) => how === "exact" ? "" : `: ${term}`;

/* Are the hits those of the answer: snippets, whole texts, each mark in them,
 * and how many other passages there are? */
async function showsAnswer(page, answer) {
    const snippets = await page.locator("#hits > li").evaluateAll(items => items.map(item => ({
        text: item.querySelector(".snippet").textContent,
        marks: [...item.querySelectorAll(".snippet mark")].map(mark => [mark.textContent, mark.title.replace(/^[^:]*/, "")]),
        buttons: [...item.querySelectorAll("[aria-expanded=false]")].map(button => button.textContent),
    })));

    const unspaced = string => string.replace(/\s+/gu, "");

    assert.deepEqual(snippets.map(({buttons}) => buttons), answer.hits.map(({snippet, passage, passages, article: {copies}}) => [
        copies.count && `${copies.count} ${copies.count > 1 ? "copies" : "copy"}${copies.sources.length ? ": " : ""}${copies.sources.slice(0, 3).join(", ")}`,
        passages > 2 ? `+${passages - 1} passages` : passages > 1 && "+1 passage",
        unspaced(snippet.text) !== unspaced(passage.text) && "Whole passage"].filter(Boolean)));
    for (const [i, {snippet, matches}] of answer.hits.entries())
        if (snippets[i].buttons.includes("Whole passage"))
            assert.deepEqual(snippets[i], {...snippets[i], text: snippet.text, marks: snippet.highlights.map(range => [
                bytesOf(snippet.text, range), told(matches[range.match])])});
    await page.locator("#hits button[aria-expanded=false] >> text=Whole passage").evaluateAll(buttons => buttons.forEach(whole => whole.click()));
    const shown = await page.locator("#hits > li").evaluateAll(items => items.map(item => ({
        title: item.querySelector("h2").textContent,
        titleMarks: [...item.querySelectorAll("h2 mark")].map(mark => mark.textContent),
        passage: item.querySelector(".snippet").textContent,
        marks: [...item.querySelectorAll(".snippet mark")].map(mark => mark.textContent),
        missing: [...item.querySelectorAll(".lacks s")].map(word => word.textContent),
    })));
    const apart = matches => matches.sort((a, b) => a.start - b.start)
        .filter((match, i) => !i || match.start >= matches[i - 1].end).map(match => match.text);
    const wanted = answer.hits.map(hit => ({
        title: hit.article.title || hit.article.id,
        titleMarks: apart(hit.matches.filter(match => match.field === "title")),
        passage: hit.passage.text,
        marks: apart(hit.matches.filter(match => match.field === "body")),
        missing: hit.missing,
    }));

    assert.deepEqual(shown, wanted);
}

/* ---- tests ---- */

const tests = [];
const test = (name, run) => tests.push([name, run]);
let main; /* a server of two indexes */

test("an empty page says what there is, and the box has the focus", async () => {
    const page = await open(main.at, "/");

    assert.equal(await focused(page), "q");
    assert.match(await text(page, "#size"), /^45 articles, 9,\d+ words, from 20 Feb 2024 to 18 Nov 2024\.$/);
    assert.deepEqual(await page.locator("#section .choice").allInnerTexts(), ["economy\n3", "energy\n3", "local\n2", "agriculture\n1", "culture\n1"]);
    assert.deepEqual(await page.locator("#topics button").allInnerTexts(), ["sanctions", "gas", "electricity", "officials"]);
    assert.equal(await page.title(), "irsearch");
    await accessible(page);
    await picture(page, "empty");
});

test("typing a query and Enter searches", async () => {
    const page = await open(main.at, "/");

    await search(page, "gas electricity waiver");
    assert.equal(parameter(page, "q"), "gas electricity waiver");
    assert.equal(await text(page, "#status"), "2 articles with all the words; 29 with some, shown with what is missing.");
    assert.equal(await text(page, "#read"), "Read as gas AND electricity AND waiver");
    assert.equal(await page.title(), "gas electricity waiver – irsearch");
    await accessible(page);
    await picture(page, "light");
    await showsAnswer(page, await answerOf(main.at, {q: "gas electricity waiver"}));
    await accessible(page);
});

test("a screen reader is told the number of hits, and where things are", async () => {
    const page = await open(main.at, "/?q=gas");
    const tree = await page.locator("body").ariaSnapshot();

    for (const role of ["banner", "main", "complementary \"Filters\"", "search \"News\"", "combobox \"Search for\"",
                        "navigation \"Pages\"", "group \"Topics\"", "status: 26 articles, hits 1 to 10."])
        assert.ok(tree.includes(role), `${role} in ${tree}`);
    await page.evaluate(() => {
        window.told = [];
        new MutationObserver(() => window.told.push(document.querySelector("[role=status]").textContent))
            .observe(document.querySelector("[role=status]"), {childList: true});
    });
    await search(page, "measles");
    assert.equal((await page.evaluate(() => window.told)).at(-1), await text(page, "#status"));
});

test("a snippet shows the matches of a long passage", async () => {
    const page = await open(main.at, "/?q=wombat&index=other");
    const snippet = await text(page, ".snippet");

    const {hits: [hit]} = await answerOf(main.at + "/other", {q: "wombat"});

    assert.match(snippet, /^Then a wombat crossed the bridge/);
    assert.equal(snippet, hit.snippet.text);
    assert.equal(await text(page, ".snippet mark"), "wombat");
    await page.click("text=Whole passage");
    assert.equal(await page.locator(".snippet").evaluate(node => node.textContent), hit.passage.text);
    await page.click("text=Whole passage");
    assert.equal(await text(page, ".snippet"), snippet);
});

test("the other passages of an article are shown on demand", async () => {
    const page = await open(main.at, "/?q=gas+waiver");
    const {hits} = await answerOf(main.at, {q: "gas waiver"});
    const number = hits.findIndex(hit => hit.passages > 2);
    const item = page.locator("#hits > li").nth(number);
    const others = (await answerOf(main.at, {q: "gas waiver", unit: "passage", in: hits[number].article.id, limit: 100}))
        .hits.filter(hit => hit.passage.start !== hits[number].passage.start);

    assert.equal(new Set(hits.map(hit => hit.article.id)).size, hits.length);
    assert.equal(others.length, hits[number].passages - 1);
    await item.locator(`text=+${others.length} passages`).click();
    await when(page, () => document.querySelector(".others:not([hidden]) .snippet"));
    assert.deepEqual(await item.locator(".others .snippet").allTextContents(), others.map(hit => hit.snippet.text));
    await accessible(page);
    await picture(page, "passages");
    await item.locator(".others >> text=In the article").last().click();
    await when(page, () => document.querySelector("#passage"));
    assert.equal(await page.locator("#passage").evaluate(node => node.textContent), others.at(-1).passage.text);
    assert.ok(await page.locator("#article-text mark").count() > await page.locator("#passage mark").count());
    await page.goBack();
    await when(page, () => !document.querySelector("#article").open);
    await item.locator(`text=+${others.length} passages`).click();
    assert.equal(await item.locator(".others[aria-label='Other passages']").isVisible(), false);
});

test("the copies of an article are told, and opened", async () => {
    const page = await open(main.at, "/?index=other&q=okapi");
    const {hits: [{article: {copies: {ids: [id], sources: [source]}}}, ...more]} = await answerOf(main.at + "/other", {q: "okapi"});

    assert.deepEqual(more, []);
    await showsAnswer(page, await answerOf(main.at + "/other", {q: "okapi"}));
    await page.locator("#hits button", {hasText: `1 copy: ${source}`}).click();
    const copies = page.locator("#hits .others[aria-label='Copies'] button");

    assert.deepEqual(await copies.allTextContents(), [id]);
    await accessible(page);
    await picture(page, "copies");
    await copies.first().click();
    await when(page, () => document.querySelector("#article").open);
    assert.equal(parameter(page, "article"), id);
});

test("an article opens at the passage, and going back closes it", async () => {
    const page = await open(main.at, "/?q=money&sort=date");
    const answer = await answerOf(main.at, {q: "money", sort: "date"});
    const number = answer.hits.findIndex(hit => hit.passage.start > 1000);
    const hit = answer.hits[number];
    const link = page.locator("#hits h2 a").nth(number);

    assert.ok(number >= 0);
    await link.click();
    await when(page, () => document.querySelector("#passage"));
    assert.equal(await page.locator("#passage").evaluate(node => node.textContent), hit.passage.text);
    const article = await (await fetch(`${main.at}/v1/articles/${encodeURIComponent(hit.article.id)}`)).json();
    assert.equal(await page.locator("#article-text").evaluate(node => node.textContent), article.text);
    assert.ok(await page.locator("#passage mark").count() > 0);
    assert.ok(await page.locator("#passage").evaluate(node => {
        const passage = node.getClientRects()[0], body = document.querySelector("#article-body").getBoundingClientRect();

        return passage.top >= body.top && passage.bottom <= body.bottom;
    }), "the passage is in view");
    assert.equal(parameter(page, "article"), hit.article.id);
    assert.equal(await focused(page), "article-body");
    await accessible(page);
    await picture(page, "article");

    await page.goBack();
    await when(page, () => !document.querySelector("#article").open);
    assert.equal(parameter(page, "article"), null);
    assert.equal(await focused(page), await link.textContent());
    await page.goForward();
    await when(page, () => document.querySelector("#passage"));
    await page.reload();
    await when(page, () => document.querySelector("#passage"));
    await page.click("#article-close");
    await when(page, () => !document.querySelector("#article").open && !location.search.includes("article"));
    assert.equal(await page.locator("#hits > li").count(), answer.hits.length);
});

test("an address can be shared", async () => {
    const first = await open(main.at, "/?q=gas+waiver");

    await first.locator("#hits h2 a").nth(1).click();
    await when(first, () => document.querySelector("#passage"));
    const second = await open(main.at, first.url().slice(main.at.length));
    await when(second, () => document.querySelector("#passage"));
    assert.equal(await second.locator("#article-text").innerHTML(), await first.locator("#article-text").innerHTML());
    assert.equal(await second.inputValue("#q"), "gas waiver");
    await second.keyboard.press("Escape");
    await when(second, () => !document.querySelector("#article").open && !location.search.includes("article"));
    assert.equal(await second.locator("#hits > li").count(), 10);
});

test("filters narrow a search, and going back widens it", async () => {
    const page = await open(main.at, "/?q=gas");
    const all = await text(page, "#status");

    await page.click("text=Sample Press Desk");
    await when(page, () => location.search.includes("source"));
    assert.equal(parameter(page, "source"), "Sample Press Desk");
    const some = await text(page, "#status");
    assert.notEqual(some, all);
    assert.match(await focused(page), /^$|Sample/);
    await page.fill("#since", "2024-06-01");
    await when(page, () => location.search.includes("since"));
    await page.selectOption("#sort", "-date");
    await when(page, () => location.search.includes("sort"));
    await showsAnswer(page, await answerOf(main.at, {q: "gas", source: "Sample Press Desk", since: "2024-06-01", sort: "-date"}));
    await page.locator("#section input[type=text]").fill("energy");
    await page.keyboard.press("Enter");
    await when(page, () => location.search.includes("section"));
    await showsAnswer(page, await answerOf(main.at, {q: "gas", source: "Sample Press Desk", since: "2024-06-01", sort: "-date", section: "energy"}));
    await page.click("text=source: Sample Press Desk");
    await when(page, () => !location.search.includes("source"));
    for (const gone of ["section", "sort", "since"]) {
        await page.goBack();
        await settled(page);
        if (gone === "section")
            await page.goBack();
        await when(page, name => !location.search.includes(name), gone);
    }
    assert.equal(await text(page, "#status"), some);
    await page.goBack();
    await when(page, () => !location.search.includes("source"));
    assert.equal(await text(page, "#status"), all);
    assert.equal(await page.isChecked("text=Sample Press Desk"), false);
});

/* What a filter offers: values with their counts. */
const offered = (page, filter) => page.locator(`${filter} label.choice, ${filter} button`).evaluateAll(
    nodes => nodes.map(node => [node.firstElementChild?.matches("input") ? node.querySelector("bdi").textContent : node.firstChild.textContent,
        node.querySelector(".soft")?.textContent]));

async function countsOf(at, facet, parameters) {
    const {facets} = await answerOf(at, {...parameters, limit: 0, facets: facet, facet_values: 12});

    return facets[facet].map(({value, count}) => [value, String(count)]);
}

test("filters have counts, of what a choice beside the others would give", async () => {
    const page = await open(main.at, "/?q=gas");
    const lower = items => items.map(([value, ...rest]) => [value.toLowerCase(), ...rest]);
    const sorted = items => lower(items).sort();

    for (const facet of ["source", "section"])
        assert.deepEqual(lower(await offered(page, `#${facet}`)), await countsOf(main.at, facet, {q: "gas"}), facet);
    assert.ok((await offered(page, "#source")).some(([name]) => name === "Sample Press Desk"), "as it is written");
    const years = await countsOf(main.at, "year", {q: "gas"});
    assert.deepEqual(years.length > 1 ? await offered(page, "#times") : [], years.length > 1 ? years.sort() : []);
    await picture(page, "counts");
    await page.click("#source >> text=Sample Press Desk");
    await when(page, () => location.search.includes("source"));
    assert.deepEqual(sorted(await offered(page, "#source")), sorted(await countsOf(main.at, "source", {q: "gas"})));
    assert.deepEqual(lower(await offered(page, "#section")), await countsOf(main.at, "section", {q: "gas", source: "Sample Press Desk"}));
    await page.click("#times button >> nth=0");
    await when(page, () => location.search.includes("since"));
    assert.equal(parameter(page, "since"), parameter(page, "until"));
    assert.equal(await focused(page), "results");
    const narrowed = {q: "gas", source: "Sample Press Desk", since: parameter(page, "since"), until: parameter(page, "until")};
    await showsAnswer(page, await answerOf(main.at, narrowed));
    assert.deepEqual(lower(await offered(page, "#section")), await countsOf(main.at, "section", narrowed));
    await accessible(page);
});

test("hits that all lack words have filters without counts", async () => {
    const page = await open(main.at, "/?q=gas+xylophones+measles");

    assert.ok(await page.locator("#hits > li").count() > 0);
    assert.deepEqual((await offered(page, "#source")).map(([, count]) => count ?? "none").filter(count => count !== "none"), []);
    assert.equal(await page.isVisible("#times"), false);
});

test("filters without words show all that pass them", async () => {
    const page = await open(main.at, "/?lang=de");

    assert.equal(await text(page, "#status"), "1 article.");
    assert.ok(await page.isChecked("#lang input[type=checkbox]"));
});

test("topics are buttons", async () => {
    const page = await open(main.at, "/?q=iraq");

    await page.click("#topics >> text=officials");
    await when(page, () => location.search.includes("topic=officials"));
    assert.equal(await text(page, "#read"), "Read as iraq AND topic:officials");
    assert.equal(await page.getAttribute("#topics >> text=officials", "aria-pressed"), "true");
    assert.equal(await focused(page), "officials");
    await showsAnswer(page, await answerOf(main.at, {q: "iraq", topic: "officials"}));
    await page.click("#topics >> text=officials");
    await when(page, () => !location.search.includes("topic"));
});

test("pages follow each other", async () => {
    const page = await open(main.at, "/?q=gas");
    const first = await answerOf(main.at, {q: "gas"});

    await page.click("#pages >> text=Next");
    await when(page, () => location.search.includes("after"));
    assert.equal(await focused(page), "results");
    await showsAnswer(page, await answerOf(main.at, {q: "gas", after: first.next}));
    assert.match(await text(page, "#status"), /hits 11 to 20/);
    await page.click("#pages >> text=Next");
    await when(page, () => document.querySelector("#status").textContent.includes("hits 21"));
    await page.click("#pages >> text=Previous");
    await when(page, () => location.search.includes("offset=10"));
    assert.match(await text(page, "#status"), /hits 11 to 20/);
    await page.click("#pages >> text=Previous");
    await when(page, () => !location.search.includes("offset"));
    await page.goBack();
    await when(page, () => location.search.includes("offset=10"));
    await showsAnswer(page, await answerOf(main.at, {q: "gas", offset: 10}));
});

test("a page of another revision leads to the first", async () => {
    allowed = /status of 400/;
    const page = await open(main.at, "/?q=gas&after=9-10-0123456789abcdef");

    assert.match(await text(page, "#problem"), /out of date/);
    await page.click("#problem >> text=First page");
    await when(page, () => !location.search.includes("after"));
    assert.match(await text(page, "#status"), /hits 1 to 10/);
});

test("the keyboard is enough", async () => {
    const page = await open(main.at, "/?q=measles");

    await page.keyboard.press("/");
    assert.equal(await focused(page), "q");
    await page.keyboard.type("gas");
    await page.keyboard.press("Enter");
    await when(page, () => location.search === "?q=gas");
    const titles = await page.locator("#hits h2").allTextContents();
    for (const title of [titles[0], titles[1], titles[2]]) {
        await page.keyboard.press("ArrowDown");
        assert.equal(await focused(page), title);
    }
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), titles[1]);
    await page.keyboard.press("Enter");
    await when(page, () => document.querySelector("#passage"));
    assert.equal(await page.locator("#article-title").textContent(), titles[1]);
    await page.keyboard.press("/");
    assert.equal(await focused(page), "article-body");
    await page.keyboard.press("Escape");
    await when(page, () => !document.querySelector("#article").open && location.search === "?q=gas");
    assert.equal(await focused(page), titles[1]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "q");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "q");
});

test("words are suggested, and the keyboard chooses one", async () => {
    const page = await open(main.at, "/?q=measles");
    const options = () => page.locator("#words-typed [role=option]");
    const chosen = () => page.evaluate(() => document.getElementById(document.querySelector("#q").getAttribute("aria-activedescendant"))?.querySelector("bdi").textContent);
    const opens = async typed => {
        await page.fill("#q", "");
        await page.focus("#q");
        await page.keyboard.type(typed);
        await when(page, () => document.querySelector("#q").getAttribute("aria-expanded") === "true");
    };
    const {suggestions} = await (await fetch(`${main.at}/v1/suggest?q=gas+wa&limit=8`)).json();

    await opens("gas wa");
    assert.deepEqual(await options().locator("bdi").allInnerTexts(), suggestions.map(item => item.word));
    assert.ok(suggestions.length > 2);
    assert.equal(await chosen(), undefined);
    await accessible(page);
    await picture(page, "words");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(), suggestions[1].word);
    assert.equal(await page.inputValue("#q"), suggestions[1].text);
    assert.deepEqual(await options().evaluateAll(nodes => nodes.map(node => node.getAttribute("aria-selected"))),
                     suggestions.map((item, i) => String(i === 1)));
    await accessible(page);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.inputValue("#q"), "gas wa");
    await page.keyboard.press("ArrowUp");
    assert.equal(await chosen(), suggestions.at(-1).word);
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue("#q"), "gas wa");
    assert.equal(await page.isVisible("#words-typed"), false);
    assert.equal(parameter(page, "q"), "measles");

    await opens("gas waiv");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await when(page, () => location.search.includes("waiver"));
    assert.equal(parameter(page, "q"), "gas waiver");
    assert.equal(await page.isVisible("#words-typed"), false);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), (await page.locator("#hits h2").allTextContents())[0]);

    await opens("electr");
    await options().first().click();
    await when(page, () => location.search.includes("electricity"));
    await opens("gas wa");
    await page.keyboard.press("Tab");
    assert.equal(await page.isVisible("#words-typed"), false);
});

test("Tab reaches everything", async () => {
    const page = await open(main.at, "/?q=gas");
    const reached = new Set();

    await page.focus("body");
    for (let i = 0; i < 200; i++) {
        await page.keyboard.press("Tab");
        reached.add(await page.evaluate(() => {
            const all = [...document.querySelectorAll("a, button, input, select, summary, [tabindex='0']")];

            return all.indexOf(document.activeElement);
        }));
    }
    const missed = await page.evaluate(seen => [...document.querySelectorAll("a, button, input, select, summary, [tabindex='0']")]
        .filter((node, i) => !seen.includes(i) && node.checkVisibility()).map(node => node.outerHTML), [...reached]);
    assert.deepEqual(missed, []);
});

test("a phone shows all of it", async () => {
    const page = await open(main.at, "/", narrow);

    await fitsInto(page, 360);
    await accessible(page);
    await search(page, "gas electricity waiver");
    await fitsInto(page, 360);
    await picture(page, "phone");
    assert.equal(await page.isVisible("#since"), false);
    await page.fill("#q", "gas wa");
    await page.press("#q", "i");
    await when(page, () => !document.querySelector("#words-typed").hidden);
    await fitsInto(page, 360);
    await picture(page, "phone-words");
    await page.press("#q", "Escape");
    await page.click("#filters-name");
    for (const filter of ["#since", "#source >> text=Source", "#section >> text=energy", "#lang input[type=checkbox]", "#sort"])
        assert.equal(await page.isVisible(filter), true, filter);
    await fitsInto(page, 360);
    await accessible(page);
    await picture(page, "phone-filters");
    await page.locator("#hits h2 a").first().click();
    await when(page, () => document.querySelector("#passage"));
    await fitsInto(page, 360);
    await picture(page, "phone-article");
    await page.goto(main.at + "/?index=other&q=ferry");
    await settled(page);
    await fitsInto(page, 360);
    await picture(page, "phone-long");
});

test("it is dark where that is preferred", async () => {
    const page = await open(main.at, "/?q=gas+electricity+waiver&topic=officials&source=Sample+Press+Desk", {colorScheme: "dark"});
    const [red, green, blue] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g).map(Number);

    assert.ok(red + green + blue < 150);
    await accessible(page);
    await picture(page, "dark");
    await page.locator("#hits h2 a").first().click();
    await when(page, () => document.querySelector("#passage"));
    await accessible(page);
    await picture(page, "dark-article");
});

test("right to left, Chinese, Japanese and emoji are shown and marked right", async () => {
    const page = await open(main.at, "/?index=other");

    for (const [query, direction, lang] of [["الإعفاء", "rtl", "ar"], ["הפטור", "rtl", "he"], ["天然气", "ltr", "zh"], ["天然ガス", "ltr", "ja"], ["ferry", "ltr", "en"]]) {
        await search(page, query);
        const answer = await answerOf(main.at + "/other", {q: query});

        assert.ok(answer.hits.some(hit => hit.matches.length), query);
        if (direction === "rtl")
            await picture(page, lang);
        await showsAnswer(page, answer);
        const number = answer.hits.findIndex(hit => hit.article.lang === lang);
        const hit = page.locator("#hits > li").nth(number);
        for (const part of ["h2", ".snippet"]) {
            assert.equal(await hit.locator(part).evaluate(node => getComputedStyle(node).direction), direction);
            assert.equal(await hit.locator(part).getAttribute("lang"), lang);
        }
        await hit.locator("h2 a").click();
        await when(page, () => document.querySelector("#passage"));
        assert.equal(await page.locator("#passage").evaluate(node => node.textContent), answer.hits[number].passage.text);
        assert.equal(await page.locator("#article-text").evaluate(node => getComputedStyle(node).direction), direction);
        await picture(page, lang + "-article");
        await page.keyboard.press("Escape");
        await when(page, () => !document.querySelector("#article").open && !location.search.includes("article"));
    }
});

test("nothing in an article or an address runs", async () => {
    const hostile = "\"><img src=x onerror=alert(1)><script>alert(1)</script>";
    const page = await open(main.at, "/?index=other&q=quagga");
    const own = () => page.evaluate(() => [document.scripts.length, document.querySelectorAll("img, iframe, svg, object, embed, base, form[action], b[onmouseover], [onclick]").length]);

    await showsAnswer(page, await answerOf(main.at + "/other", {q: "quagga"}));
    assert.deepEqual(await own(), [1, 0]);
    const count = await page.locator("#hits > li").count();
    assert.equal(count, 2);
    for (let i = 0; i < count; i++) {
        await page.locator("#hits h2 a").nth(i).click();
        await when(page, () => document.querySelector("#passage"));
        assert.match(await text(page, "#article-text"), /quagga/);
        assert.deepEqual(await own(), [1, 0]);
        for (const link of await page.locator("a").all())
            assert.match(await link.evaluate(node => node.href), /^http:\/\/127\.0\.0\.1:\d+\/|^https:\/\/desk\.example\//);
        await page.click("#article-like");
        await when(page, () => location.search.includes("like"));
        await page.goBack();
        await when(page, () => document.querySelector("#passage"));
        await page.keyboard.press("Escape");
        await when(page, () => !document.querySelector("#article").open && !location.search.includes("article"));
    }
    await accessible(page);
    await picture(page, "hostile");

    allowed = /status of 40[04]/;
    for (const key of ["q", "topic", "source", "section", "lang", "since", "until", "words", "sort", "after", "offset", "like", "article", "at", "index"]) {
        await page.goto(`${main.at}/?${key}=${encodeURIComponent(hostile)}${key === "q" ? "" : "&q=quagga"}`);
        await when(page, () => document.querySelector("#status").textContent || !document.querySelector("#problem").hidden);
        assert.deepEqual(await own(), [1, 0], key);
    }
});

/* In the page: open one article after the other; the names of all elements and
 * attributes that there were, and where they lead. */
async function openEach(patience) {
    const dialog = document.querySelector("#article"), found = {names: new Set(), links: new Set(), texts: []};
    const until = async condition => {
        for (const start = Date.now(); !condition();) {
            if (Date.now() - start > patience)
                throw new Error(`${location.search}: ${dialog.textContent}`);
            await new Promise(done => setTimeout(done, 5));
        }
    };

    for (const link of document.querySelectorAll("#hits h2 a")) {
        link.click();
        await until(() => document.querySelector("#passage"));
        for (const node of document.querySelectorAll("*")) {
            found.names.add(node.localName);
            for (const {name, value} of node.attributes) {
                found.names.add(name);
                if (["href", "src", "action", "data", "srcdoc"].includes(name))
                    found.links.add(value.replace(/^([^?]*)\?.*$/s, "$1").replace(/example\/.*$/s, "example/"));
            }
        }
        found.texts.push(document.querySelector("#article-text").textContent);
        history.back();
        await until(() => !dialog.open && !location.search.includes("article"));
    }
    return {...found, names: [...found.names].sort(), links: [...found.links].sort()};
}

test("whatever is in each field of an article, the page has the same elements", async () => {
    const usual = await open(main.at, "/?index=other&q=ferry");
    const {names} = await usual.evaluate(openEach, patience);
    const page = await open(main.at, "/?index=payloads&q=numbat");
    const texts = [];

    for (;;) {
        const found = await page.evaluate(openEach, patience);

        /* These have an address of their own, whose link has a target. */
        assert.deepEqual(found.names.filter(name => !["target", ...names].includes(name)), []);
        assert.deepEqual(found.links.filter(link => !/^(#results|\/|https:\/\/desk\.example\/|data:image\/svg.*|)$/s.test(link)), []);
        texts.push(...found.texts);
        if (!await page.locator("#pages >> text=Next").count())
            break;
        const status = await text(page, "#status");
        await page.click("#pages >> text=Next");
        await when(page, before => document.querySelector("#status").textContent !== before, status);
    }
    assert.equal(new Set(texts).size, 52);
    assert.equal(texts.filter(shown => shown.includes("<script>alert(1)</script>")).length > 10, true);
});

test("how a query was read, its warnings and corrections are told", async () => {
    const page = await open(main.at, "/?q=" + encodeURIComponent("é topic:foo gas ("));
    const {query} = await answerOf(main.at, {q: "é topic:foo gas ("});

    assert.equal(query.warnings.length, 2);
    assert.equal(await text(page, "#read"), `Read as ${query.parsed}`);
    for (const [i, warning] of query.warnings.entries()) {
        assert.ok((await text(page, `#notes li >> nth=${i}`)).includes(warning.message));
        assert.equal(await text(page, `#notes li >> nth=${i} >> mark`), bytesOf(query.text, warning));
    }
    await accessible(page);
    await picture(page, "warnings");
    await search(page, "vacination");
    const {query: other} = await answerOf(main.at, {q: "vacination"});
    assert.ok(other.suggestion);
    assert.ok((await text(page, "#notes")).includes(`Searched for ${other.suggestion} instead`));
    await page.click("text=search as typed");
    await when(page, () => location.search.includes("as_typed"));
    assert.equal(await text(page, "#status"), "Nothing found.");
});

test("a query that the server refuses is said so", async () => {
    allowed = /status of 400/;
    const page = await open(main.at, "/?q=gas&since=nonsense");

    assert.match(await text(page, "#problem"), /"nonsense" is not a date/);
    assert.equal(await page.inputValue("#since"), "nonsense");
    await accessible(page);
    await page.fill("#since", "2024-06");
    await page.keyboard.press("Enter");
    await when(page, () => document.querySelector("#problem").hidden);
});

test("a citation is copied", async () => {
    const page = await open(main.at, "/?q=ferry&index=other", {permissions: ["clipboard-read", "clipboard-write"]});
    const {hits} = await answerOf(main.at + "/other", {q: "ferry"});
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

    await page.locator("#hits >> text=Copy citation").nth(1).click();
    await page.waitForSelector("#hits >> text=Copied");
    assert.equal(await clipboard(), hits[1].citation);
    await page.locator("#hits h2 a").first().click();
    await when(page, () => document.querySelector("#passage"));
    await page.click("#article-copy");
    await page.waitForSelector("#article-copy >> text=Copied");
    assert.equal(await clipboard(), hits[0].citation);
});

test("similar articles are found", async () => {
    const page = await open(main.at, "/?q=measles");
    const {hits} = await answerOf(main.at, {q: "measles"});

    await page.locator("#hits >> text=Similar").first().click();
    await when(page, () => location.search.includes("like"));
    await showsAnswer(page, await answerOf(main.at, {like: hits[0].article.id}));
    assert.equal(await text(page, "#read"), `Similar to ${hits[0].article.id}`);
});

test("an index is chosen", async () => {
    const page = await open(main.at, "/?q=ferry");

    await page.selectOption("#index", "other");
    await when(page, () => location.search.includes("index=other"));
    await showsAnswer(page, await answerOf(main.at + "/other", {q: "ferry"}));
    await page.goBack();
    await when(page, () => !location.search.includes("index"));
    assert.equal(await page.inputValue("#index"), "");
});

test("a query too long for an address is searched and kept", async () => {
    const page = await open(main.at, "/");
    const long = "gas " + "é ".repeat(1300).trim();

    await search(page, long);
    const status = await text(page, "#status");
    assert.match(status, /26/);
    assert.equal(new URL(page.url()).search, "");
    await page.reload();
    await settled(page);
    assert.equal(await page.inputValue("#q"), long);
    assert.equal(await text(page, "#status"), status);
});

test("when the server is gone it says so, and tries again", async () => {
    let server = await serve("127.0.0.1:0", "-d", "db");
    const page = await open(server.at, "/?q=gas");

    await stop(server);
    allowed = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/;
    await search(page, "measles");
    assert.match(await text(page, "#problem"), /^The server does not answer/);
    assert.equal(await page.locator("#hits > li").count(), 0);
    await accessible(page);
    await picture(page, "gone");
    await page.click("text=Try again");
    await settled(page);
    assert.match(await text(page, "#problem"), /^The server does not answer/);
    server = await serve(new URL(server.at).host, "-d", "db");
    await page.click("text=Try again");
    await when(page, () => document.querySelector("#problem").hidden);
    await showsAnswer(page, await answerOf(server.at, {q: "measles"}));
    await stop(server);
    await page.locator("#hits h2 a").first().click();
    await when(page, () => document.querySelector("#article-title").textContent === "The server does not answer");
    await accessible(page);
    server = await serve(new URL(server.at).host, "-d", "db");
    await page.click("dialog >> text=Try again");
    await when(page, () => document.querySelector("#passage"));
    await stop(server);
});

test("a token is asked for", async () => {
    const server = await serve("127.0.0.1:0", "-d", "db", "--token-file", "token");

    allowed = /status of 401/;
    const page = await open(server.at, "/?q=measles");
    assert.match(await text(page, "#problem"), /asks for a token/);
    await accessible(page);
    await page.fill("#problem input", "wrong");
    await page.keyboard.press("Enter");
    await settled(page);
    assert.match(await text(page, "#problem"), /asks for a token/);
    await page.fill("#problem input", "secret-of-this-test");
    await page.keyboard.press("Enter");
    await when(page, () => document.querySelector("#problem").hidden);
    assert.equal(await page.locator("#hits > li").count() > 0, true);
    await page.reload();
    await settled(page);
    assert.equal(await page.locator("#hits > li").count() > 0, true);
    await stop(server);
});

/* ---- run ---- */

async function run() {
    let failed = 0;

    browser = await chromium.launch({executablePath, timeout: patience, args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]});
    main = await serve("127.0.0.1:0", "-d", "db", "-d", "other=other", "-d", "payloads=payloads");
    for (const [name, check] of tests) {
        allowed = /^$/;
        faults.length = 0;
        try {
            await check();
            assert.deepEqual(faults, []);
            console.log(`ok - ${name}`);
        } catch (error) {
            failed++;
            console.log(`not ok - ${name}`);
            console.log(String(error.stack).replace(/^/gm, "# "), ...faults.map(fault => `\n# ${fault}`));
        }
        await Promise.all(browser.contexts().map(context => context.close()));
    }
    await browser.close();
    return failed;
}

try {
    process.exitCode = await run() ? 1 : 0;
} finally {
    for (const child of servers)
        child.kill("SIGKILL");
}
