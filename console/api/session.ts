import { signal } from "@preact/signals";
import { readJson } from "./read-json.ts";

// The token lives as long as the tab: other tabs, and whoever uses the machine next, do not have it.
const place = { token: "switchboard-token", refresh: "switchboard-refresh", wanted: "switchboard-wanted" };
const pkce = { verifier: "pkce-verifier", state: "pkce-state" };

interface Login {
  readonly authorizeUrl?: string;
  readonly tokenUrl?: string;
  readonly logoutUrl?: string;
  readonly clientId?: string;
}
interface Tokens {
  readonly id_token?: string;
  readonly refresh_token?: string;
}

/** Whether this tab holds a token; the API alone knows whether it is still good. */
export const isSignedIn = signal(false);

export const token = (): string => sessionStorage.getItem(place.token) ?? "";

/** Forgets the token of this tab. */
export function signOut(): void {
  sessionStorage.removeItem(place.token);
  sessionStorage.removeItem(place.refresh);
  isSignedIn.value = false;
}

/** Ends the session at the login page, too, so that the next person at this machine has to sign in. */
export async function leave(): Promise<void> {
  signOut();
  const { logoutUrl, clientId = "" } = await loginEndpoints();
  if (logoutUrl === undefined) return;
  location.assign(`${logoutUrl}?${new URLSearchParams({ client_id: clientId, logout_uri: `${location.origin}/` })}`);
}

/**
 * Signs in by a link that carries a token (`#token=…`, taken out of the address at once), by the code that the login
 * page sent back, or as earlier in this tab.
 */
export async function resumeSession(): Promise<void> {
  const linked = new URLSearchParams(location.hash.slice(1)).get("token");
  if (linked !== null) {
    sessionStorage.setItem(place.token, linked);
    history.replaceState(null, "", `${location.pathname}#/queue`);
  }
  const code = new URLSearchParams(location.search).get("code");
  if (code !== null) await tradeCode(code);
  isSignedIn.value = token() !== "";
}

export const loginEndpoints = async (): Promise<Login> => readJson<Login>(await fetch("/config.json"));

/** Authorization code with PKCE (RFC 7636): the verifier never leaves this tab, so a stolen code is worth nothing. */
export async function goToLogin({ authorizeUrl, clientId }: Login): Promise<void> {
  const verifier = random(48);
  const state = random(16);
  sessionStorage.setItem(pkce.verifier, verifier);
  sessionStorage.setItem(pkce.state, state);
  sessionStorage.setItem(place.wanted, location.hash);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId ?? "",
    redirect_uri: `${location.origin}/`,
    scope: "openid email profile",
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  });
  location.assign(`${authorizeUrl}?${query}`);
}

async function tradeCode(code: string): Promise<void> {
  const verifier = sessionStorage.getItem(pkce.verifier);
  const state = sessionStorage.getItem(pkce.state);
  const given = new URLSearchParams(location.search).get("state");
  sessionStorage.removeItem(pkce.verifier);
  sessionStorage.removeItem(pkce.state);
  history.replaceState(null, "", `${location.pathname}${sessionStorage.getItem(place.wanted) ?? ""}`);
  // A code that this tab did not ask for may be somebody else's.
  if (verifier === null || state === null || given !== state) return;
  await askForTokens({
    grant_type: "authorization_code",
    redirect_uri: `${location.origin}/`,
    code,
    code_verifier: verifier,
  });
}

/** A fresh token where the login page gave us the means; false when the person has to sign in again. */
export async function renewed(): Promise<boolean> {
  const refresh = sessionStorage.getItem(place.refresh);
  return refresh !== null && askForTokens({ grant_type: "refresh_token", refresh_token: refresh });
}

async function askForTokens(form: Record<string, string>): Promise<boolean> {
  const { tokenUrl, clientId } = await loginEndpoints();
  if (tokenUrl === undefined) return false;
  const answer = await fetch(tokenUrl, {
    method: "POST",
    body: new URLSearchParams({ ...form, client_id: clientId ?? "" }),
  });
  if (!answer.ok) return false;
  const { id_token, refresh_token } = await readJson<Tokens>(answer);
  if (id_token === undefined) return false;
  sessionStorage.setItem(place.token, id_token);
  if (refresh_token !== undefined) sessionStorage.setItem(place.refresh, refresh_token);
  return true;
}

const random = (bytes: number): string => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
