const told = ["METHOD", "STATUS", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER", "DESCRIPTION"];
const mostLines = 2000;

/** What a calendar file says to people, field by field (RFC 5545); undefined when it is none. */
export function calendarText(file: string): string | undefined {
  if (!/^BEGIN:VCALENDAR/im.test(file)) return undefined;
  const lines = file
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/, mostLines)
    .flatMap((line) => {
      const [, name = "", value = ""] = /^([A-Za-z-]{1,40})(?:;[^:]{0,500})?:(.*)$/.exec(line) ?? [];
      return told.includes(name.toUpperCase()) ? [`${name.toLowerCase()}: ${unescaped(value)}`] : [];
    });
  return lines.length === 0 ? undefined : lines.join("\n");
}

const unescaped = (value: string): string =>
  value.replace(/\\([nN,;\\])/g, (_, letter: string) => (letter.toLowerCase() === "n" ? "\n" : letter));
