import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { framePolicy } from "../../functions/desk/email-frame.ts";
import { fetchPicture } from "../../functions/desk/fetch-picture.ts";
import { pictureAddress, pictureAllowed } from "../../functions/desk/picture-addresses.ts";
import { sanitiseHtml } from "../../functions/desk/sanitise-html.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==",
  "base64",
);
const nearby = { nearby: true, timeoutMs: 400 };
let server: Server;
let at: string;
let asked: IncomingHttpHeaders[] = [];

const redirect =
  (location: string): RequestListener =>
  (_, response) =>
    void response.writeHead(302, { location }).end();
const sends =
  (type: string, body: Buffer | string, headers = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(200, { "content-type": type, ...headers }).end(body);
const paths: Readonly<Record<string, RequestListener>> = {
  "/a.png": sends("image/png", png),
  "/called-text": sends("text/plain", png),
  "/on": redirect("/a.png"),
  "/round": redirect("/round"),
  "/metadata": redirect("http://169.254.169.254/latest/meta-data/"),
  "/mapped": redirect("http://[::ffff:169.254.169.254]/"),
  "/decimal": redirect("http://2852039166/"),
  "/file": redirect("file:///etc/passwd"),
  "/nowhere": redirect("http://["),
  "/page": sends("image/png", "<html><script>alert(1)</script></html>"),
  "/a.svg": sends("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
  "/zipped": sends("image/png", png, { "content-encoding": "gzip" }),
  "/says-large": sends("image/png", png, { "content-length": "99999999" }),
  "/is-large": (_, response) => {
    response.writeHead(200, { "content-type": "image/png" });
    response.on("error", () => undefined);
    for (let part = 0; part < 80; part += 1) response.write(Buffer.alloc(65_536));
    response.end();
  },
  "/slow": () => undefined,
  "/dripping": (_, response) => {
    response.writeHead(200, { "content-type": "image/png" }).write(png);
    const timer = setInterval(() => response.write("x"), 50);
    response.once("close", () => clearInterval(timer));
  },
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers);
    const answer = paths[request.url ?? ""];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  at = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

describe("the picture proxy (S4)", () => {
  test.each(["/a.png", "/called-text", "/on"])(
    "brings %s by what its bytes are, and says nothing of us",
    async (path) => {
      expect(await fetchPicture(`${at}${path}`, nearby)).toEqual({ type: "image/png", bytes: png });
      const known = ["accept", "accept-encoding", "connection", "host", "user-agent"];
      for (const headers of asked) expect(Object.keys(headers).sort()).toEqual(known);
    },
  );

  test.each([
    ["/missing", "answer"],
    ["/round", "redirects"],
    ["/metadata", "private"],
    ["/mapped", "private"],
    ["/decimal", "private"],
    ["/file", "address"],
    ["/nowhere", "answer"],
    ["/page", "no-picture"],
    ["/a.svg", "no-picture"],
    ["/zipped", "answer"],
    ["/says-large", "too-large"],
    ["/is-large", "too-large"],
    ["/slow", "timeout"],
    ["/dripping", "timeout"],
  ])("takes nothing from %s: %s", async (path, why) => {
    await expect(fetchPicture(`${at}${path}`, nearby)).rejects.toMatchObject({ name: "NoPicture", why });
  });

  test.each([
    ...["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://10.0.0.1/"],
    ...["http://192.168.1.1/", "http://169.254.169.254/", "http://[fd00:ec2::254]/", "http://[fe80::1]/"],
    ...["http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/"],
    ...["http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://①②⑦.⓪.⓪.①/"],
  ])("asks nothing of %s", async (url) => {
    await expect(fetchPicture(url)).rejects.toMatchObject({ name: "NoPicture", why: "private" });
  });

  test.each([
    "ftp://example.org/a",
    "file:///etc/passwd",
    "http://example.org:22/",
    "http://u:p@example.org/",
    "data:image/png,x",
    "gopher://x/",
    "",
  ])("%j is no address to ask at", async (url) => {
    await expect(fetchPicture(url)).rejects.toMatchObject({ name: "NoPicture", why: "address" });
    expect(asked).toEqual([]);
  });
});

describe("an email with pictures", () => {
  const until = Date.now() + 60_000;
  const keys = ["a-signing-key-of-sixteen", "its-former-signing-key"] as const;
  const pictureAt = (url: string) => pictureAddress(keys[0], { url, until });
  const urlIn = (html: string) =>
    new URL(/src="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "", "http://desk");

  test("names our proxy alone, by an address that holds for this picture and this while", () => {
    const html = sanitiseHtml(
      `<img src="https://shop.example/a.png?x=1&amp;y=2" alt="A" width=20 onerror=alert(1)>`,
      pictureAt,
    );
    expect(html).not.toMatch(/shop\.example\/|onerror/);
    const { pathname, searchParams } = urlIn(html);
    const [url, mac] = [searchParams.get("url") ?? "", searchParams.get("mac") ?? ""];
    expect([pathname, url, searchParams.get("until")]).toEqual([
      "/picture",
      "https://shop.example/a.png?x=1&y=2",
      String(until),
    ]);
    expect(pictureAllowed({ url, until }, mac, [keys[1], keys[0]])).toBe(true);
    expect(pictureAllowed({ url: `${url}0`, until }, mac, keys)).toBe(false);
    expect(pictureAllowed({ url, until: until + 1 }, mac, keys)).toBe(false);
    expect(pictureAllowed({ url, until }, mac.slice(2), keys)).toBe(false);
    const over = pictureAddress(keys[0], { url, until: 1 }) ?? "";
    expect(pictureAllowed({ url, until: 1 }, new URL(over, "http://desk").searchParams.get("mac") ?? "", keys)).toBe(
      false,
    );
  });

  test.each([
    "javascript:alert(1)",
    "data:image/svg+xml,<svg/>",
    "//evil.example/a.png",
    "/api/tasks",
    "cid:1",
    "http://[",
  ])("a picture at %j stays its description", (src) =>
    expect(sanitiseHtml(`<img src="${src}" alt="A cat">`, pictureAt)).toBe("<span>[A cat]</span>"),
  );

  test("without a click nothing is loaded, and with one only from ourselves", () => {
    expect(sanitiseHtml(`<img src="https://shop.example/a.png" alt="A">`)).toBe("<span>[A]</span>");
    expect(framePolicy(false)).toContain("img-src data:;");
    expect(framePolicy(true)).toContain("img-src 'self';");
    const many = sanitiseHtml(`<img src="https://shop.example/a.png">`.repeat(150), pictureAt);
    expect(many.match(/<img/g)).toHaveLength(100);
  });
});
