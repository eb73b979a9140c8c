import { now } from "../frame/now.ts";
import { exactTimes, language } from "../frame/preferences.ts";
import { clockTime, exact, span } from "../words/times.ts";
import { w } from "../words/words.ts";

// An hour before it is broken, a promise wants eyes.
const soonMs = 3_600_000;

/** When the customer was promised an answer: how long there is, or for how long it is late. */
export const PromiseTime = ({ dueAt }: { dueAt: string }) => {
  const left = Date.parse(dueAt) - now.value;
  const tone = left < 0 ? "late" : left < soonMs ? "soon" : "calm";
  const words = w.value.queue;
  const text = span(Math.abs(left), language.value);
  return (
    <time class={`due ${tone}`} dateTime={dueAt} title={words.promisedBy(exact(dueAt, language.value))}>
      {exactTimes.value
        ? clockTime(dueAt, now.value, language.value)
        : left < 0
          ? words.overdueBy(text)
          : words.dueIn(text)}
    </time>
  );
};
