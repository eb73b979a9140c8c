import { signOut, token } from "./sign-in.js";

/** A refusal of the API: `message` is in plain words, `body` may carry what the task looks like now. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.message ?? `The desk answered ${status}. Try again in a moment.`);
    this.name = "Refusal";
    this.status = status;
    this.code = body.error;
    this.body = body;
  }
}

async function call(path, init = {}) {
  const response = await fetch(`/api${path}`, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${token()}` },
  });
  const body = await response.json().catch(() => ({}));
  if (response.status === 401) signOut();
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

export const get = (path) => call(path);

export const post = (path, body) =>
  call(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
