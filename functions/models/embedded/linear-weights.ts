/** Weights learnt elsewhere, as they are shipped: features as numbers of three bytes, ascending, and a byte of weight each. */
export interface PackedWeights {
  readonly step: number;
  readonly features: string;
  readonly weights: string;
}

/** 24 bits of FNV-1a: a feature's name as a number. Of ten thousand names one in a thousand strangers meets one. */
export function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 24)) & 0xffffff;
}

/** Weights by the numbers of their features. */
export function opened({ features, weights, step }: PackedWeights): ReadonlyMap<number, number> {
  const names = Buffer.from(features, "base64");
  const values = Buffer.from(weights, "base64");
  const map = new Map<number, number>();
  for (let at = 0; at < values.length; at++) map.set(names.readUIntBE(at * 3, 3), values.readInt8(at) * step);
  return map;
}
