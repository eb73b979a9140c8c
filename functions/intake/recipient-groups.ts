/** Fields of one recipient, lower case names; the first of each name counts. */
export type RecipientFields = ReadonlyMap<string, string>;

const names = /^(original-recipient|final-recipient|action|status|diagnostic-code)[ \t]*:[ \t]*(.*)$/i;
const mostRecipients = 200;

/**
 * The recipients of a `message/delivery-status` (RFC 3464 section 2.1). Servers leave out the empty line between recipients,
 * or put one behind each field: a recipient ends where a field comes again, or where
 * an empty line and another address follow a fate.
 */
export function recipientGroups(report: string): RecipientFields[] {
  const groups: Map<string, string>[] = [];
  let fields = new Map<string, string>();
  const end = () => {
    if (hasAddress(fields) || fields.has("action")) groups.push(fields);
    fields = new Map();
  };
  let gap = false;
  for (const line of report.replace(/\r?\n[ \t]+(?=\S)/g, " ").split(/\r?\n/)) {
    gap ||= line.trim() === "";
    const [, name, value] = names.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const key = name.toLowerCase();
    if (fields.has(key) || (gap && key === "original-recipient" && hasAddress(fields) && hasFate(fields))) end();
    fields.set(key, value.trim());
    gap = false;
  }
  end();
  return groups.slice(0, mostRecipients);
}

const hasAddress = (fields: RecipientFields): boolean =>
  fields.has("final-recipient") || fields.has("original-recipient");

const hasFate = (fields: RecipientFields): boolean => fields.has("action") || fields.has("status");
