import { createHash } from "node:crypto";
import type { HttpReply } from "../http/payload.ts";
import type { SignInWords } from "./sign-in-words.ts";

interface Form {
  readonly kind: "sign-in" | "change-password";
  /** Where the sign-in leads: the query of the client's authorize request. */
  readonly to: string;
  readonly email?: string;
  /** In words, for people. */
  readonly problem?: string;
  readonly hint?: string;
  readonly status?: number;
}

/** The sign-in page, or the one where a password is changed: no script, no picture of elsewhere, one form. */
export function signInPage(words: SignInWords, form: Form): HttpReply {
  const { kind, to, email = "", problem, hint, status = 200 } = form;
  const isChange = kind === "change-password";
  const title = isChange ? words.changeTitle : words.title;
  const other = isChange ? "/sign-in" : "/sign-in/password";
  const body = [
    `<h1>${title}</h1>`,
    hint === undefined ? "" : `<p>${escaped(hint)}</p>`,
    problem === undefined ? "" : `<p class="problem" role="alert">${escaped(problem)}</p>`,
    `<form method="post" action="${isChange ? "/sign-in/password" : "/sign-in"}">`,
    `<input type="hidden" name="to" value="${escaped(to)}">`,
    field("email", words.email, "email", "username", email),
    field("password", isChange ? words.current : words.password, "password", "current-password"),
    isChange ? field("wanted", words.wanted, "password", "new-password") : "",
    isChange ? field("again", words.again, "password", "new-password") : "",
    `<button>${isChange ? words.save : words.signIn}</button></form>`,
    `<p class="soft"><a href="${other}?to=${encodeURIComponent(to)}">${isChange ? words.back : words.change}</a></p>`,
    isChange ? "" : `<p class="soft">${words.forgotten}</p>`,
  ].join("");
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "no-store",
      // With none at all a form would name its origin "null", as that of a foreign frame does.
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
    },
    body: `<!doctype html><html lang="${words.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title} · Switchboard</title><link rel="icon" href="/favicon.svg"><style>${style}</style></head><body><main><img src="/favicon.svg" alt="" width="44" height="44">${body}</main></body></html>`,
  };
}

const field = (name: string, label: string, type: string, autocomplete: string, value = ""): string =>
  `<label>${label}<input name="${name}" type="${type}" autocomplete="${autocomplete}" required maxlength="320" value="${escaped(value)}"></label>`;

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const style =
  "html{font:16px/1.5 system-ui,sans-serif;color:#1c2430;background:#f4f6f8}main{max-width:22rem;margin:12vh auto 2rem;padding:0 1.25rem}h1{font-size:1.5rem;margin:.5rem 0 1rem}label{display:block;margin:0 0 .9rem;font-weight:600}input{display:block;box-sizing:border-box;width:100%;margin-top:.25rem;padding:.55rem .7rem;font:inherit;color:inherit;background:#fff;border:1px solid #76808c;border-radius:6px}button{width:100%;min-height:2.75rem;font:inherit;font-weight:600;color:#fff;background:#1f5fbf;border:0;border-radius:6px;cursor:pointer}a{color:#1f5fbf}:focus-visible{outline:3px solid #1f5fbf;outline-offset:2px}.problem{padding:.6rem .8rem;background:#fde8e6;color:#7a1b12;border-radius:6px}.soft{color:#525c68}@media(prefers-color-scheme:dark){html{color:#e6eaef;background:#12161c}input{background:#1b212a;border-color:#8a94a0}a{color:#8ab8ff}button{background:#2c6fd6}:focus-visible{outline-color:#8ab8ff}.problem{background:#4a1a16;color:#ffd9d4}.soft{color:#aab4c0}}";
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
