import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SentenceMeanings } from "../../contracts/knowledge.ts";

/** Beside the sample articles in the source, above a function's bundle (lib/bundle.ts). */
const places = ["../../../samples/knowledge-meanings.json", "../knowledge-meanings.json"].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
);

/**
 * What the sample shop's articles mean, encoded beforehand (bin/encode-samples.ts), so that a first start needs no quarter of
 * a minute for it. Undefined where it is not there: then they are encoded like any others.
 */
export function sampleMeanings(): SentenceMeanings | undefined {
  const file = places.find((place) => existsSync(place));
  return file === undefined ? undefined : SentenceMeanings.parse(JSON.parse(readFileSync(file, "utf8")));
}
