// Signing in with an account: the forms, and the cookie that a browser keeps.
//
//   L1. A form of another site changes nothing: the cookie is for this site's own navigation only, and a post says where it
//       comes from (S10).
//   L2. Errors say what to do and never whether an address has an account.
//   L3. A sign-in replaces the session that the browser had.
import type { Clock } from "../clock.ts";
import { type HttpReply, type HttpRequest, pathOf } from "../http/payload.ts";
import type { Account } from "./accounts.ts";
import { lacksOf, type PasswordRules } from "./password-rules.ts";
import type { People, Tried } from "./people.ts";
import type { Session } from "./sessions.ts";
import { signInPage } from "./sign-in-page.ts";
import { type SignInWords, wordsFor } from "./sign-in-words.ts";

export interface SignInOptions {
  readonly people: People;
  readonly clock: Clock;
  /** Of the pool that people sign in to. */
  readonly rules: () => PasswordRules;
  /** As people reach the desk: `https://desk.example.org`. */
  readonly publicUrl: string;
}

export interface SignIn {
  /** The session that the browser's cookie names, while it is alive. */
  sessionOf(request: HttpRequest): Session | undefined;
  /** The page that asks who it is, on the way to a client. */
  ask(request: HttpRequest, to: string): HttpReply;
  /** Answers the forms; undefined for other paths. */
  answer(request: HttpRequest): Promise<HttpReply> | undefined;
  /** Ends the browser's session and sends it on. */
  signOut(request: HttpRequest, to: string): Promise<HttpReply>;
}

// Thirty people behind one address may sign in at nine o'clock; a machine that guesses is slower than it wants to be.
const perMinute = 60;

export function openSignIn({ people, clock, rules, publicUrl }: SignInOptions): SignIn {
  const isSecure = publicUrl.startsWith("https:");
  const cookieName = isSecure ? "__Host-switchboard" : "switchboard";
  const attempts = new Map<string, { minute: number; count: number }>();

  const cookie = (value: string, seconds?: number): string =>
    [`${cookieName}=${value}`, "Path=/", "HttpOnly", "SameSite=Strict"]
      .concat(isSecure ? ["Secure"] : [], seconds === undefined ? [] : [`Max-Age=${seconds}`])
      .join("; ");
  const sessionOf = (request: HttpRequest): Session | undefined => {
    const cookies = String(request.headers["cookie"] ?? "").split(/; */);
    const id = cookies.find((each) => each.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
    return id === undefined ? undefined : people.sessions.ofId(id);
  };
  const isTooFast = ({ sourceIp }: HttpRequest): boolean => {
    const minute = Math.floor(clock.now() / 60_000);
    if (attempts.size > 10_000) attempts.clear();
    const known = attempts.get(sourceIp);
    const count = known?.minute === minute ? known.count + 1 : 1;
    attempts.set(sourceIp, { minute, count });
    return count > perMinute;
  };
  const enter = async (request: HttpRequest, account: Account, to: string): Promise<HttpReply> => {
    const before = sessionOf(request);
    if (before !== undefined) await people.sessions.end(before.name);
    const id = await people.sessions.begin(account.id);
    await people.accounts.note(account.email, "signed in", request.sourceIp);
    return redirect(`/oauth2/authorize?${new URLSearchParams(to)}`, cookie(id));
  };
  const refusal = (words: SignInWords, tried: Exclude<Tried, { account: Account }>) =>
    tried.refused === "locked"
      ? { status: 429, problem: words.locked(Math.ceil(tried.waitMs / 1000)) }
      : { status: 401, problem: words.wrong };

  const signIn = async (request: HttpRequest, words: SignInWords, form: URLSearchParams): Promise<HttpReply> => {
    const [to, email] = [form.get("to") ?? "", form.get("email") ?? ""];
    const tried = await people.tryPassword(email, form.get("password") ?? "", request.sourceIp);
    if ("refused" in tried) return signInPage(words, { kind: "sign-in", to, email, ...refusal(words, tried) });
    if (tried.account.mustChange)
      return signInPage(words, { kind: "change-password", to, email, hint: words.mustChange });
    return enter(request, tried.account, to);
  };
  const changePassword = async (request: HttpRequest, words: SignInWords, form: URLSearchParams) => {
    const [to, email] = [form.get("to") ?? "", form.get("email") ?? ""];
    const [password, wanted] = [form.get("password") ?? "", form.get("wanted") ?? ""];
    const again = (problem: string, status = 400): HttpReply =>
      signInPage(words, { kind: "change-password", to, email, problem, status });
    if (wanted !== form.get("again")) return again(words.notSame);
    if (wanted === password) return again(words.noneNew);
    const lacks = lacksOf(wanted, rules());
    if (lacks.length > 0) return again(words.lacks(lacks, rules().MinimumLength));
    const tried = await people.tryPassword(email, password, request.sourceIp);
    if ("refused" in tried) {
      const { problem, status } = refusal(words, tried);
      return again(problem, status);
    }
    await people.accounts.setPassword(email, wanted, false, request.sourceIp);
    return enter(request, tried.account, to);
  };
  const posts = { "/sign-in": signIn, "/sign-in/password": changePassword } as const;

  return {
    sessionOf,
    ask: (request, to) => signInPage(wordsOf(request), { kind: "sign-in", to }),
    answer: (request) => {
      const path = pathOf(request.url);
      if (path !== "/sign-in" && path !== "/sign-in/password") return undefined;
      const kind = path === "/sign-in" ? "sign-in" : "change-password";
      const words = wordsOf(request);
      if (request.method === "GET") {
        const to = new URL(request.url, "http://local").searchParams.get("to") ?? "";
        return Promise.resolve(signInPage(words, { kind, to }));
      }
      const form = new URLSearchParams(request.body.toString());
      const stop = (problem: string, status: number) =>
        Promise.resolve(signInPage(words, { kind, to: form.get("to") ?? "", problem, status }));
      if (request.method !== "POST" || isForeign(request, publicUrl)) return stop(words.foreign, 403);
      if (isTooFast(request)) return stop(words.tooMany, 429);
      return posts[path](request, words, form);
    },
    signOut: async (request, to) => {
      const session = sessionOf(request);
      const account = session && people.accounts.withId(session.accountId);
      if (session !== undefined) await people.sessions.end(session.name);
      if (account !== undefined) await people.accounts.note(account.email, "signed out", request.sourceIp);
      return redirect(to, cookie("", 0));
    },
  };
}

const wordsOf = (request: HttpRequest): SignInWords => wordsFor(String(request.headers["accept-language"] ?? ""));

/** Whether a post comes from elsewhere than our own page (L1). */
function isForeign({ headers }: HttpRequest, publicUrl: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return true;
  const origin = headers["origin"];
  return origin !== undefined && origin !== new URL(publicUrl).origin;
}

const redirect = (location: string, setCookie: string): HttpReply => ({
  status: 303,
  headers: { location, "set-cookie": setCookie, "cache-control": "no-store" },
  body: "",
});
