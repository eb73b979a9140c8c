import { byId, h, show } from "./dom.js";

// The token lives as long as the tab: other tabs, and whoever uses the machine next, do not have it.
const place = "switchboard-token";

export const token = () => sessionStorage.getItem(place) ?? "";

/** Forgets the token and asks to sign in again. */
export function signOut() {
  sessionStorage.removeItem(place);
  dispatchEvent(new Event("signed-out"));
}

/**
 * Whether somebody is signed in: by a link that carries a token (`#token=…`, taken out of the address at once), by the
 * code that the login page sent back, or from earlier in this tab.
 */
export async function signedIn() {
  const linked = new URLSearchParams(location.hash.slice(1)).get("token");
  if (linked !== null) {
    sessionStorage.setItem(place, linked);
    history.replaceState(null, "", location.pathname);
    return true;
  }
  const code = new URLSearchParams(location.search).get("code");
  if (code !== null) await tradeCode(code);
  return token() !== "";
}

/** Shows how to sign in: by the login page where there is one, else by the link that the start printed. */
export async function askToSignIn() {
  const login = await endpoints();
  const way = login.authorizeUrl
    ? h("button", { type: "button", className: "primary", onclick: () => goToLogin(login) }, "Sign in")
    : h("p", {}, "Open the link to the desk that ", h("code", {}, "npm start"), " printed: it signs you in.");
  show(
    byId("list"),
    h("div", { className: "empty" }, h("h1", {}, "Sign in to the desk"), h("p", {}, "You are not signed in."), way),
  );
  show(byId("detail"));
}

const endpoints = async () => (await fetch("/config.json")).json();

// Authorization code with PKCE (RFC 7636): the verifier never leaves this tab, so a stolen code is worth nothing.
async function goToLogin(login) {
  const verifier = random(48);
  const state = random(16);
  sessionStorage.setItem("pkce-verifier", verifier);
  sessionStorage.setItem("pkce-state", state);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  location.assign(
    `${login.authorizeUrl}?${new URLSearchParams({
      response_type: "code",
      client_id: login.clientId,
      redirect_uri: `${location.origin}/`,
      scope: "openid email profile",
      state,
      code_challenge: base64url(new Uint8Array(digest)),
      code_challenge_method: "S256",
    })}`,
  );
}

async function tradeCode(code) {
  const query = new URLSearchParams(location.search);
  const verifier = sessionStorage.getItem("pkce-verifier");
  const state = sessionStorage.getItem("pkce-state");
  sessionStorage.removeItem("pkce-verifier");
  sessionStorage.removeItem("pkce-state");
  history.replaceState(null, "", location.pathname);
  // A code that this tab did not ask for may be somebody else's.
  if (verifier === null || state === null || query.get("state") !== state) return;
  const login = await endpoints();
  const answer = await fetch(login.tokenUrl, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: login.clientId,
      redirect_uri: `${location.origin}/`,
      code,
      code_verifier: verifier,
    }),
  });
  if (!answer.ok) return;
  const { id_token } = await answer.json();
  sessionStorage.setItem(place, id_token);
}

const random = (bytes) => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
