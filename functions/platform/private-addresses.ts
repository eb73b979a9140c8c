import { type LookupAddress, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

type Range = readonly [network: string, bits: number];

/** Our own networks: allowed only where the settings say that the service lives there. */
const own: readonly Range[] = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["::1", 128],
  ["fc00::", 7],
];
/** Nothing that a shop runs: unspecified, link-local (cloud metadata answers there), multicast, reserved, translated. */
const never: readonly Range[] = [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 128],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 32],
  ["2002::", 16],
  ["fe80::", 10],
  ["ff00::", 8],
];

const listOf = (ranges: readonly Range[]): BlockList => {
  const list = new BlockList();
  for (const [network, bits] of ranges) list.addSubnet(network, bits, isIP(network) === 6 ? "ipv6" : "ipv4");
  return list;
};
const ownList = listOf(own);
const neverList = listOf(never);

/** Whether we may connect to this IP address. An IPv4 address inside IPv6 counts as the address it is. */
export function mayConnect(address: string, allowPrivate: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 6 ? "ipv6" : "ipv4";
  if (neverList.check(address, kind)) return false;
  return allowPrivate || !ownList.check(address, kind);
}

/**
 * Looks a name up for one connection and refuses it when any of its addresses may not be connected to: the check and the
 * connection use the same answer, so a name that changes in between gains nothing.
 */
export const guardedLookup =
  (allowPrivate: boolean): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return done(error, "", 0);
      const refused = addresses.some(({ address }) => !mayConnect(address, allowPrivate));
      if (refused || addresses.length === 0)
        return done(Object.assign(new Error("A private address was refused"), { code: "EPRIVATE" }), "", 0);
      return options.all === true
        ? done(null, addresses)
        : done(null, addresses[0]?.address ?? "", addresses[0]?.family ?? 4);
    });
  };
