/*
 * The inspector's command line and the conformance suite of the MCP project, in
 * one process, as starting each anew takes most of their time.
 * usage: node mcp_clients.mjs MODULES BASELINE COMMAND...   (an MCP server)
 *
 * The suite talks HTTP: a bridge (mcp_bridge.py) stands between, which starts a
 * server for each scenario, as initialize is for the whole of a process.  Most
 * of its scenarios need the tools of its own server; these do not.
 */
import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

const [modules, baseline, ...command] = process.argv.slice(2);
const of = (...path) => join(modules, "@modelcontextprotocol", ...path);
const {exit, stdout, stderr} = process;
const SCENARIOS = ["server-initialize", "ping", "tools-list", "resources-list", "server-stateless", "caching",
                   "sep-2164-resource-not-found", "input-required-result-unsupported-methods"];

/* Append what is written to the stream to said[name]. */
function listen(stream, said, name) {
    stream.write = (text, ...more) => {
        said[name] += text;
        more.at(-1)?.call?.();
        return true;
    };
}

/* What run() prints, and its status, whether it returns or ends the process. */
async function printed(run) {
    const said = {out: "", err: ""};
    let ended;
    const end = new Promise(done => ended = done);

    listen(stdout, said, "out");
    listen(stderr, said, "err");
    process.exitCode = undefined;
    process.exit = status => {
        ended(status ?? process.exitCode ?? 0);
        throw new Error("the end"); /* what follows is not to run */
    };
    try {
        const code = await run(end) ?? process.exitCode ?? 0;

        return {...said, code};
    } catch (error) {
        return {...said, code: error.exitCode ?? 1, err: `${said.err}${error}`};
    } finally {
        delete stdout.write;
        delete stderr.write;
        process.exit = exit;
        process.exitCode = undefined;
    }
}

let failed = 0;

async function check(name, run) {
    try {
        await run();
        console.log(`ok - ${name}`);
    } catch (error) {
        failed++;
        console.log(`not ok - ${name}`);
        console.log(String(error.stack).replace(/^/gm, "# "));
    }
}

/* ---- the inspector ---- */

async function inspect(runCli, ...words) {
    const {code, out, err} = await printed(async () => {
        await runCli(["node", "inspector-cli", ...words, "--", ...command]);
    });

    assert.equal(code, 0, out + err);
    return JSON.parse(out);
}

async function inspector() {
    const {runCli} = await import(pathToFileURL(of("inspector/clients/cli/build/index.js")).href);
    const ask = (...words) => inspect(runCli, "--method", ...words);
    const call = (tool, ...words) => ask("tools/call", "--tool-name", tool, ...words);
    let index;

    await check("the inspector lists the tools", async () => {
        const {tools} = await ask("tools/list");

        assert.deepEqual(tools.map(tool => tool.name), ["search", "fetch", "describe_index", "facets", "timeline", "words", "why", "verify"]);
    });
    await check("and finds their schemas portable", () => ask("tools/list", "--strict"));
    await check("it searches", async () => {
        const {structuredContent} = await call("search", "--tool-arg", "query=item7", "limit=1");

        assert.equal(structuredContent.results[0].article, "n7");
    });
    await check("it fetches", async () => {
        assert.match((await call("fetch", "--tool-arg", "id=n7")).structuredContent.text, /^Natural/);
    });
    await check("it describes", async () => {
        assert.ok((await call("describe_index")).structuredContent.articles > 60);
    });
    await check("it counts", async () => {
        assert.equal((await call("facets", "--tool-arg", "query=item*", "fields=lang")).structuredContent.facets[0].distinct, 2);
        assert.equal((await call("timeline", "--tool-arg", "query=item*")).structuredContent.buckets[0].articles, 60);
    });
    await check("it lists resources", async () => {
        [index] = (await ask("resources/list")).resources;
        assert.equal(index.name, "index");
    });
    await check("and templates", async () => {
        assert.ok((await ask("resources/templates/list")).resourceTemplates[0].uriTemplate);
    });
    await check("and reads one", async () => {
        assert.match((await ask("resources/read", "--uri", `${index.uri}/n7`)).contents[0].text, /^Natural/);
    });
}

/* ---- the conformance suite ---- */

async function conformance() {
    const bridge = spawn("python3", [join(import.meta.dirname, "mcp_bridge.py"), ...command], {stdio: ["ignore", "pipe", "inherit"]});
    const port = String(await new Promise(done => bridge.stdout.once("data", done))).trim();

    for (const scenario of SCENARIOS)
        await check(`conformance suite: ${scenario}`, async () => {
            const {code, out, err} = await printed(async end => {
                process.argv = ["node", "conformance", "server", "--scenario", scenario, "--url",
                                `http://127.0.0.1:${port}/${scenario}`, "--expected-failures", baseline];
                await import(`${pathToFileURL(of("conformance/dist/index.js")).href}?${scenario}`);
                return end;
            });

            assert.equal(code, 0, out + err);
        });
    bridge.kill();
}

process.on("unhandledRejection", error => {
    if (error.message !== "the end")
        throw error;
});
for (const [name, run] of [["inspector", inspector], ["conformance", conformance]])
    if (existsSync(of(name)))
        await run();
    else
        console.log(`skipped: no ${name}; make test-deps`);
process.exit(failed ? 1 : 0);
