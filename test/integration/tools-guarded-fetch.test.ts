import type { LookupAddress } from "node:dns";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { parseHere } from "../../src/tools/apart/parse-document.js";
import { createFetchPage } from "../../src/tools/page/fetch-page.js";
import { createGuardedFetch } from "../../src/tools/page/guarded-fetch.js";

const LOCAL: LookupAddress[] = [{ address: "127.0.0.1", family: 4 }];

describe("guarded fetch", () => {
  let server: Server;
  let port = 0;
  let seen: IncomingMessage[] = [];
  let pages: Record<string, (res: ServerResponse) => void> = {};

  beforeAll(async () => {
    server = createServer((req, res) => {
      seen.push(req);
      const page = pages[new URL(req.url ?? "/", "http://x").pathname];
      if (page) page(res);
      else res.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    [seen, pages] = [[], {}];
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const html = (body: string) => (res: ServerResponse) =>
    void res.setHeader("content-type", "text/html; charset=utf-8").end(body);
  const to = (location: string) => (res: ServerResponse) =>
    void res.writeHead(302, { location }).end();
  const local = (options: object = {}) =>
    createGuardedFetch({ playgroundOrigin: `http://127.0.0.1:${port}`, ...options });
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;

  it("reads a page of the one allowed origin, without cookies", async () => {
    pages["/a"] = html("<p>hello</p>");
    expect(await local()(url("/a?x=1"))).toEqual({
      url: url("/a?x=1"),
      mime: "text/html",
      text: "<p>hello</p>",
      isCut: false,
    });
    expect(seen[0]?.headers.cookie).toBeUndefined();
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it("connects to the address that was checked and keeps the name in Host", async () => {
    pages["/a"] = html("x");
    const asked: string[] = [];
    const fetchPage = createGuardedFetch({
      playgroundOrigin: `http://pinned.test:${port}`,
      resolve: async (host) => {
        asked.push(host);
        return LOCAL;
      },
    });
    await fetchPage(`http://pinned.test:${port}/a`);
    expect(asked).toEqual(["pinned.test"]);
    expect(seen[0]?.headers.host).toBe(`pinned.test:${port}`);
  });

  it.each([
    "ftp://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://user:pw@example.com/",
    "http://example.com:8080/",
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://169.254.169.254/latest/meta-data/",
    "not an address",
  ])("refuses %s", async (bad) => {
    await expect(createGuardedFetch()(bad)).rejects.toMatchObject({ code: "FETCH_REFUSED" });
  });

  it("refuses a name if only one of its addresses is private", async () => {
    const resolve = async () => [{ address: "93.184.215.14", family: 4 }, ...LOCAL];
    await expect(createGuardedFetch({ resolve })("http://rebind.test/")).rejects.toMatchObject({
      code: "FETCH_REFUSED",
      detail: "not a public address",
    });
  });

  it("checks every redirect again", async () => {
    pages["/in"] = to("http://10.0.0.1/secret");
    pages["/port"] = to(`http://localhost:${port}/a`);
    pages["/round"] = to("/round");
    pages["/twice"] = to("/ok");
    pages["/ok"] = html("ok");
    await expect(local()(url("/in"))).rejects.toMatchObject({ code: "FETCH_REFUSED" });
    await expect(local()(url("/port"))).rejects.toMatchObject({ code: "FETCH_REFUSED" });
    await expect(local()(url("/round"))).rejects.toMatchObject({ detail: "too many redirects" });
    expect((await local()(url("/twice"))).url).toBe(url("/ok"));
  });

  it("says plainly why a page could not be read", async () => {
    pages["/401"] = (res) => void res.writeHead(401).end();
    pages["/500"] = (res) => void res.writeHead(500).end();
    pages["/members"] = to("/sso/start?next=members");
    pages["/zip"] = (res) => void res.setHeader("content-type", "application/zip").end("%PDF");
    pages["/form"] = html('<form><input type="password"></form>');
    const detail = async (path: string) =>
      local()(url(path)).then(
        () => "",
        (error: { detail?: string }) => error.detail,
      );
    expect(await detail("/401")).toBe("asks for a login");
    expect(await detail("/members")).toBe("asks for a login");
    expect(await detail("/500")).toBe("answered with an error (500)");
    expect(await detail("/none")).toBe("there is no such page");
    expect(await detail("/zip")).toBe("not a web page");
    const page = createFetchPage(local(), parseHere);
    await expect(page(url("/form"))).rejects.toMatchObject({ detail: "asks for a login" });
  });

  it("stops at the size limit, also for packed bodies, and at the time limit", async () => {
    pages["/big"] = (res) => {
      res.setHeader("content-type", "text/plain");
      for (let part = 0; part < 20; part += 1) res.write("x".repeat(1000));
      res.end();
    };
    pages["/bomb"] = (res) => {
      res.writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" });
      res.end(gzipSync("x".repeat(1_000_000)));
    };
    pages["/slow"] = (res) => {
      res.writeHead(200, { "content-type": "text/plain" });
      res.write("a");
    };
    const small = local({ maxBytes: 10_000 });
    for (const path of ["/big", "/bomb"]) {
      const read = await small(url(path));
      expect(read).toMatchObject({ isCut: true });
      expect(read.text).toHaveLength(10_000);
    }
    const quick = local({ timeoutMs: 100 });
    await expect(quick(url("/slow"))).rejects.toMatchObject({ detail: "took too long" });
    const stuck = createGuardedFetch({
      timeoutMs: 100,
      resolve: () => new Promise(() => undefined),
    });
    await expect(stuck("http://stuck.test/")).rejects.toMatchObject({ detail: "took too long" });
  });

  it("unpacks, decodes and can be stopped", async () => {
    pages["/gz"] = (res) => {
      res.writeHead(200, {
        "content-type": "text/plain; charset=iso-8859-1",
        "content-encoding": "gzip",
      });
      res.end(gzipSync(Buffer.from("caf\u00e9", "latin1")));
    };
    expect((await local()(url("/gz"))).text).toBe("café");
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    await expect(local()(url("/gz"), stop.signal)).rejects.toThrow("stopped");
  });
});
