import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { ImapFlow } from "imapflow";

const program = "/usr/sbin/dovecot";
/** Dovecot insists on users of its own for its processes, so only root can start one that is not the system's. */
export const hasDovecot = existsSync(program) && process.getuid?.() === 0;

export interface Dovecot {
  readonly port: number;
  readonly user: string;
  readonly pass: string;
  /** Puts an email into the folder, as its mail server would. */
  append(raw: string): Promise<void>;
  /** UIDs of the emails that are marked as read. */
  read(): Promise<number[]>;
  /** Empties the folder and makes it anew: other UIDs, another UIDVALIDITY. */
  countAnew(): Promise<void>;
  client(): Promise<ImapFlow>;
  close(): Promise<void>;
}

export interface DovecotOptions {
  /** Takes OAuth2 tokens as well: whom it asks about them (RFC 7662). */
  readonly introspection?: string;
}

/** A real IMAP server on a free loopback port, with one mailbox in a folder of its own. */
export async function openDovecot({ introspection }: DovecotOptions = {}): Promise<Dovecot> {
  const base = mkdtempSync(path.join(tmpdir(), "dovecot-"));
  const port = await freePort();
  chmodSync(base, 0o755);
  for (const folder of ["run", "state", "mail"]) mkdirSync(path.join(base, folder));
  chownSync(path.join(base, "mail"), nobody, nobody);
  const file = path.join(base, "dovecot.conf");
  const tokens = path.join(base, "tokens.conf");
  writeFileSync(file, configuration(base, port) + (introspection === undefined ? "" : byToken(tokens)));
  writeFileSync(
    tokens,
    `introspection_mode = post\nintrospection_url = ${introspection}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`,
  );
  const child = spawn(program, ["-F", "-c", file], { stdio: "ignore" });
  await listening(port, child);
  const [user, pass] = ["support", "secret"];
  const client = async (): Promise<ImapFlow> => {
    const flow = new ImapFlow({ host: "127.0.0.1", port, secure: false, logger: false, auth: { user, pass } });
    flow.on("error", () => undefined);
    await flow.connect();
    return flow;
  };
  const doing = async <T>(act: (flow: ImapFlow) => Promise<T>): Promise<T> => {
    const flow = await client();
    try {
      return await act(flow);
    } finally {
      await flow.logout();
    }
  };
  return {
    ...{ port, user, pass, client },
    append: (raw) => doing(async (flow) => void (await flow.append("Queue", raw.replaceAll(/\r?\n/g, "\r\n")))),
    read: () =>
      doing(async (flow) => {
        await flow.mailboxOpen("Queue");
        const found = await flow.search({ seen: true }, { uid: true });
        return Array.isArray(found) ? found : [];
      }),
    countAnew: () =>
      doing(async (flow) => {
        // Dovecot takes the second of making a folder as its UIDVALIDITY.
        await new Promise((resolve) => setTimeout(resolve, 1100));
        await flow.mailboxDelete("Queue");
        await flow.mailboxCreate("Queue");
      }),
    close: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(base, { recursive: true, force: true });
    },
  };
}

// Dovecot opens no mailbox as root.
const nobody = 65_534;

const configuration = (base: string, port: number): string => `
base_dir = ${base}/run
state_dir = ${base}/state
log_path = ${base}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${base}/mail
namespace inbox {
  inbox = yes
  mailbox Queue {
    auto = create
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${nobody} gid=${nobody} home=${base}/mail
}
`;

const byToken = (file: string): string => `
auth_mechanisms = plain xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${file}
}
`;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error()),
      );
    });
  });

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`dovecot ended with ${child.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("dovecot does not listen");
}
