import { readFile } from "node:fs/promises";
import * as z from "zod";
import { writeOverwriting } from "./durable-write.ts";

// OAuth2 access tokens for a mailbox, renewed by a refresh token (RFC 6749 section 6) or, for a Microsoft 365 tenant that has
// granted the mailbox to an app, by the app's own secret (section 4.4). Both servers take them by XOAUTH2, for IMAP and SMTP.

interface Provider {
  /** `{tenant}` stands for the directory of a Microsoft 365 customer. */
  readonly tokens: string;
  /** Asked for with each renewal; Google keeps the scope that was granted. */
  readonly scope?: string;
  /** What an app asks for that acts without a person. */
  readonly appScope?: string;
  /** Where its mailboxes send. */
  readonly smtp: string;
}

/** https://developers.google.com/workspace/gmail/imap/xoauth2-protocol, https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth */
export const providers: Readonly<Record<string, Provider>> = {
  google: { tokens: "https://oauth2.googleapis.com/token", smtp: "smtps://smtp.gmail.com:465" },
  microsoft: {
    tokens: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
    scope: "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
    appScope: "https://outlook.office365.com/.default",
    smtp: "smtp://smtp.office365.com:587",
  },
};

export interface TokenOptions {
  /** The token endpoint. */
  readonly endpoint: string;
  readonly clientId: string;
  /** Public clients have none. */
  readonly clientSecret?: string | undefined;
  readonly scope?: string | undefined;
  /** Holds the refresh token, and is rewritten when the server gives another one; none for an app of its own. */
  readonly refreshTokenFile?: string | undefined;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

const Granted = z.object({
  access_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.coerce.number().positive().default(3600),
  refresh_token: z.string().min(1).optional(),
});
const Refused = z.object({ error: z.string(), error_description: z.string().optional() });

// A token that is about to end would end a connection in the middle of its opening.
const earlyMs = 120_000;
const longestMs = 20_000;

/** Gives an access token that holds for two minutes or longer, asking the server only when the last one does not. */
export function openTokens(options: TokenOptions): () => Promise<string> {
  const now = options.now ?? Date.now;
  let held: { readonly token: string; readonly untilMs: number } | undefined;
  let asking: Promise<string> | undefined;
  const renew = async (): Promise<string> => {
    const { access_token, expires_in, refresh_token } = await ask(options);
    if (refresh_token !== undefined && options.refreshTokenFile !== undefined)
      await writeOverwriting(options.refreshTokenFile, `${refresh_token}\n`);
    held = { token: access_token, untilMs: now() + expires_in * 1000 };
    return access_token;
  };
  return () => {
    if (held !== undefined && held.untilMs - earlyMs > now()) return Promise.resolve(held.token);
    asking ??= renew().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}

async function ask({ endpoint, clientId, clientSecret, scope, refreshTokenFile }: TokenOptions) {
  const form = new URLSearchParams({
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    ...(scope !== undefined && { scope }),
    ...(refreshTokenFile === undefined
      ? { grant_type: "client_credentials" }
      : { grant_type: "refresh_token", refresh_token: (await readFile(refreshTokenFile, "utf8")).trim() }),
  });
  const answer = await fetch(endpoint, { method: "POST", body: form, signal: AbortSignal.timeout(longestMs) });
  const said: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return Granted.parse(said);
  const { error, error_description: why = "" } = Refused.safeParse(said).data ?? { error: `HTTP ${answer.status}` };
  throw new Error(
    error === "invalid_grant"
      ? `The refresh token is not good any more: grant access again and put the new one into ${refreshTokenFile}. ${why}`
      : `No access token from ${new URL(endpoint).host}: ${error}. ${why}`,
  );
}
