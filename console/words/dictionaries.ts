import { codes as englishCodes } from "./english/codes.ts";
import { desk as englishDesk } from "./english/desk.ts";
import { frame as englishFrame } from "./english/frame.ts";
import { lead as englishLead } from "./english/lead.ts";
import { people as englishPeople } from "./english/people.ts";
import { record as englishRecord } from "./english/record.ts";
import { codes as germanCodes } from "./german/codes.ts";
import { desk as germanDesk } from "./german/desk.ts";
import { frame as germanFrame } from "./german/frame.ts";
import { lead as germanLead } from "./german/lead.ts";
import { people as germanPeople } from "./german/people.ts";
import { record as germanRecord } from "./german/record.ts";

const english = {
  ...englishCodes,
  frame: englishFrame,
  ...englishDesk,
  ...englishRecord,
  ...englishLead,
  ...englishPeople,
};

/** What a language has to have words for: English sets it, the compiler holds the others to it. */
export type Words = typeof english;

export const dictionaries: Readonly<Record<"en" | "de", Words>> = {
  en: english,
  de: { ...germanCodes, frame: germanFrame, ...germanDesk, ...germanRecord, ...germanLead, ...germanPeople },
};
