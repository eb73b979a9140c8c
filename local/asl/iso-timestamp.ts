// ISO-8601 with T and an offset; fractions of any length.
const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Epoch milliseconds of an ISO-8601 timestamp with T and offset; NaN when `text` is none. */
export const parseTimestamp = (text: string): number => (timestamp.test(text) ? Date.parse(text) : Number.NaN);
