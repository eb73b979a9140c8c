/** The only place in `functions` that tells time. Epoch milliseconds. */
export const nowMs = (): number => Date.now();

/** ISO 8601 in UTC, as stored in rows. */
export const nowIso = (): string => new Date(nowMs()).toISOString();

/** DynamoDB TTL value (epoch seconds) `days` from now. */
export const expiryInDays = (days: number): number => Math.floor(nowMs() / 1000) + days * 86_400;
