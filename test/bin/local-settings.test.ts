import path from "node:path";
import { expect, test } from "vitest";
import { readSettings, StartRefused } from "../../bin/local-settings.ts";

test("flags win over the environment, the environment over what is usual", () => {
  const env = { SWITCHBOARD_HTTP_PORT: "9000", SWITCHBOARD_SMTP_PORT: "9001", SWITCHBOARD_DATA: "/elsewhere" };
  expect(readSettings(["--http", "0"], env)).toMatchObject({
    data: "/elsewhere",
    ports: { http: 0, smtp: 9001, aws: 4566 },
    samples: true,
    explain: false,
  });
  expect(readSettings(["--data", "here", "--no-samples"], env)).toMatchObject({
    data: path.resolve("here"),
    samples: false,
  });
});

test.each([
  [["--http", "8081"], {}, undefined, 8081],
  [["--http", "localhost:8081"], {}, undefined, 8081],
  [["--http", "[::1]:8081"], {}, undefined, 8081],
  [["--http", "0.0.0.0:8081"], {}, { host: "0.0.0.0" }, 8081],
  [["--http", "[::]:0"], {}, { host: "::" }, 0],
  [[], { SWITCHBOARD_HTTP_PORT: "10.1.2.3:80" }, { host: "10.1.2.3" }, 80],
  [["--http", "::1:1"], { SWITCHBOARD_URL: "" }, undefined, 1],
  [
    ["--http", "0.0.0.0:1", "--url", "https://desk.example.org/"],
    {},
    { host: "0.0.0.0", url: "https://desk.example.org" },
    1,
  ],
])("%j with %j needs accounts as soon as others can reach it", (args, env, wider, http) => {
  expect(readSettings(args, env)).toMatchObject({ wider, ports: { http } });
});

test("an empty variable counts as none", () => {
  expect(readSettings([], { SWITCHBOARD_SMTP_RELAY: "", OPENAI_API_KEY: "" })).toMatchObject({
    relay: undefined,
    openai: undefined,
  });
});

test("a server of one's own needs no key", () => {
  expect(readSettings([], { OPENAI_BASE_URL: "http://127.0.0.1:11434/v1" }).openai).toEqual({
    apiKey: "none",
    baseUrl: "http://127.0.0.1:11434/v1",
  });
});

test.each([
  [["--smtp", "0.0.0.0:2525"], {}, "only the desk may listen on more than 127.0.0.1"],
  [["--http", "0.0.0.0:99999"], {}, "--http 99999 is no port"],
  [["--url", "https://desk.example.org"], {}, "Say --http HOST:PORT, too"],
  [["--http", "0.0.0.0:80", "--url", "http://desk.example.org"], {}, "Browsers sign in over TLS only"],
  [["--http", "0.0.0.0:80", "--url", "desk"], {}, "https://desk.example.org"],
  [["--smtp", "70000"], {}, "--smtp 70000 is no port"],
  [["--aws", "abc"], {}, "--aws abc is no port"],
  [["--speed", "fast"], {}, "--no-samples"],
  [[], { SWITCHBOARD_SMTP_RELAY: "localhost:25" }, "say smtp://host:port"],
  [[], { SWITCHBOARD_DKIM_KEY: "key.pem" }, "SWITCHBOARD_DKIM_DOMAIN=example.org"],
  [[], { SWITCHBOARD_DKIM_KEY: "package.json", SWITCHBOARD_DKIM_DOMAIN: "example.org" }, "no private key in PEM"],
])("%j with %j is refused, saying what to do", (args, env, words) => {
  expect(() => readSettings(args, env)).toThrow(StartRefused);
  expect(() => readSettings(args, env)).toThrow(words);
});
