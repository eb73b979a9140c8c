import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/** Of scrypt: 128 · N · r bytes of memory for each guess. */
export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

export interface Passwords {
  /** `scrypt$N$r$p$salt$key`: the cost lies beside the key, so that a later release may ask for more. */
  hash(password: string): Promise<string>;
  /** Whether the password is the hashed one. Without a hash it takes as long and says no: nobody learns who has an account. */
  is(password: string, hash: string | undefined): Promise<boolean>;
}

const derive = promisify<string, Buffer, number, Cost & { maxmem: number }, Buffer>(scrypt);

// OWASP's setting: 128 MiB and about a third of a second, so guessing is dear for who steals the file.
// https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
const dear: Cost = { N: 2 ** 17, r: 8, p: 1 };
const keyBytes = 32;

export function openPasswords(cost = dear): Passwords {
  /** Each takes 128 MiB: a crowd of guesses waits in line and does not fill the memory. */
  let last: Promise<unknown> = Promise.resolve();
  const keyOf = (password: string, salt: Buffer, by: Cost): Promise<Buffer> => {
    // The same letters from another keyboard are the same password (NIST SP 800-63B, 5.1.1.2).
    const options = { ...by, maxmem: 256 * by.N * by.r };
    const turn = last.then(() => derive(password.normalize("NFKC"), salt, keyBytes, options));
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    hash: async (password) => {
      const salt = randomBytes(16);
      const key = await keyOf(password, salt, cost);
      return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
    },
    is: async (password, hash) => {
      const [kind, N, r, p, salt = "", key = ""] = (hash ?? noHash(cost)).split("$");
      const wanted = Buffer.from(key, "base64url");
      if (kind !== "scrypt" || wanted.length !== keyBytes) return false;
      const by = { N: Number(N), r: Number(r), p: Number(p) };
      const got = await keyOf(password, Buffer.from(salt, "base64url"), by);
      return timingSafeEqual(got, wanted) && hash !== undefined;
    },
  };
}

const noHash = ({ N, r, p }: Cost): string =>
  `scrypt$${N}$${r}$${p}$AAAA$${Buffer.alloc(keyBytes).toString("base64url")}`;
