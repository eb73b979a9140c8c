import type { SignIn } from "../people/sign-in.ts";
import { type HttpReply, type HttpRequest, pathOf } from "./payload.ts";
import type { UserPools } from "./user-pools.ts";

/**
 * The user pool's own addresses, and the short one that `npm start` prints for clicking: sign-in with PKCE (RFC 7636), trade
 * of the code, public keys. Without `signIn` the person at this machine is signed in at once, so the page's real flow runs
 * without a form. Undefined for other paths.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function answerLogin(
  request: HttpRequest,
  pools: UserPools,
  signIn?: SignIn,
): HttpReply | Promise<HttpReply> | undefined {
  const path = pathOf(request.url);
  if (request.method === "GET" && path === pools.deskPath()) return redirect(`/#token=${pools.deskToken()}`);
  return pages[`${request.method} ${path}`]?.(request, pools, signIn) ?? signIn?.answer(request);
}

const json = (status: number, body: object): HttpReply => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body),
});
const redirect = (location: string): HttpReply => ({
  status: 302,
  headers: { location, "cache-control": "no-store" },
  body: "",
});
const queryOf = (request: HttpRequest): URLSearchParams => new URL(request.url, "http://local").searchParams;

type Page = (request: HttpRequest, pools: UserPools, signIn: SignIn | undefined) => HttpReply | Promise<HttpReply>;

const pages: Readonly<Record<string, Page>> = {
  "GET /.well-known/jwks.json": (_, pools) => json(200, { keys: pools.keys() }),
  "GET /oauth2/authorize": (request, pools, signIn) => {
    const query = queryOf(request);
    const client = pools.client(query.get("client_id") ?? "");
    const redirectUri = query.get("redirect_uri") ?? "";
    // Never redirect to an address that the client did not register (RFC 6749 section 4.1.2.1).
    if (!client?.callbackUrls.includes(redirectUri)) return json(400, { error: "redirect_mismatch" });
    const back = new URL(redirectUri);
    const state = query.get("state");
    if (state !== null) back.searchParams.set("state", state);
    const challenge = query.get("code_challenge");
    if (query.get("response_type") !== "code" || challenge === null || query.get("code_challenge_method") !== "S256") {
      back.searchParams.set("error", "invalid_request");
      return redirect(back.href);
    }
    const session = signIn?.sessionOf(request);
    if (signIn !== undefined && session === undefined) return signIn.ask(request, query.toString());
    const wish = { clientId: client.id, redirectUri, challenge, nonce: query.get("nonce") ?? undefined };
    back.searchParams.set("code", pools.grant(wish, session?.name));
    return redirect(back.href);
  },
  "POST /oauth2/token": async (request, pools) => {
    const form = new URLSearchParams(request.body.toString());
    const tokens = await grants[form.get("grant_type") ?? ""]?.(form, pools);
    if (tokens === undefined) return json(400, { error: "unsupported_grant_type" });
    return tokens === "refused" ? json(400, { error: "invalid_grant" }) : json(200, tokens);
  },
  "GET /logout": (request, pools, signIn) => {
    const query = queryOf(request);
    const wanted = query.get("logout_uri") ?? "/";
    const registered = pools.client(query.get("client_id") ?? "")?.logoutUrls ?? [];
    // One slash: two would name another host.
    const to = /^\/(?![/\\])/.test(wanted) || registered.includes(wanted) ? wanted : "/";
    return signIn === undefined ? redirect(to) : signIn.signOut(request, to);
  },
};

const grants: Readonly<Record<string, (form: URLSearchParams, pools: UserPools) => Promise<object | "refused">>> = {
  authorization_code: async (form, pools) =>
    pools.redeem({
      code: form.get("code") ?? "",
      clientId: form.get("client_id") ?? "",
      redirectUri: form.get("redirect_uri") ?? "",
      verifier: form.get("code_verifier") ?? "",
    }) ?? "refused",
  refresh_token: async (form, pools) =>
    (await pools.refresh(form.get("refresh_token") ?? "", form.get("client_id") ?? "")) ?? "refused",
};
