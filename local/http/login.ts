import { type HttpReply, type HttpRequest, pathOf } from "./payload.ts";
import type { UserPools } from "./user-pools.ts";

/**
 * The user pool's own addresses, and the short one that `npm start` prints for clicking: sign-in with PKCE (RFC 7636), trade of the code, public keys. The person at this
 * machine is signed in at once, so the page's real flow runs without a form. Undefined for other paths.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function answerLogin(request: HttpRequest, pools: UserPools): HttpReply | undefined {
  const path = pathOf(request.url);
  if (request.method === "GET" && path === pools.deskPath()) return redirect(`/#token=${pools.deskToken()}`);
  return pages[`${request.method} ${path}`]?.(request, pools);
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

const pages: Readonly<Record<string, (request: HttpRequest, pools: UserPools) => HttpReply>> = {
  "GET /.well-known/jwks.json": (_, pools) => json(200, { keys: pools.keys() }),
  "GET /oauth2/authorize": (request, pools) => {
    const query = new URL(request.url, "http://local").searchParams;
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
    back.searchParams.set("code", pools.grant(client.id, redirectUri, challenge, query.get("nonce") ?? undefined));
    return redirect(back.href);
  },
  "POST /oauth2/token": (request, pools) => {
    const form = new URLSearchParams(request.body.toString());
    if (form.get("grant_type") !== "authorization_code") return json(400, { error: "unsupported_grant_type" });
    const tokens = pools.redeem({
      code: form.get("code") ?? "",
      clientId: form.get("client_id") ?? "",
      redirectUri: form.get("redirect_uri") ?? "",
      verifier: form.get("code_verifier") ?? "",
    });
    return tokens ? json(200, tokens) : json(400, { error: "invalid_grant" });
  },
  "GET /logout": (request) => {
    const wanted = new URL(request.url, "http://local").searchParams.get("logout_uri");
    return redirect(wanted?.startsWith("/") ? wanted : "/");
  },
};
