import { h } from "./dom.js";
import { moods } from "./words.js";

/** The customer's mood as a word with a coloured dot; nothing while it has not been read. */
export function moodChip(mood) {
  const word = moods[mood?.mood];
  if (word === undefined) return undefined;
  const because = mood.signals.length > 0 ? `What gave it away: ${mood.signals.join(", ")}` : undefined;
  return h("span", { className: `chip mood ${mood.mood}`, title: because }, word);
}
