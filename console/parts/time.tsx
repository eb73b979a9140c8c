import { now } from "../frame/now.ts";
import { exactTimes, language } from "../frame/preferences.ts";
import { ago, clockTime, exact, span } from "../words/times.ts";

/** A moment, from now or as it is, whichever the person chose; the other one on hover. */
export const Time = ({ at }: { at: string }) => {
  const relative = ago(at, now.value, language.value);
  const precise = exact(at, language.value);
  return (
    <time dateTime={at} title={exactTimes.value ? relative : precise}>
      {exactTimes.value ? clockTime(at, now.value, language.value) : relative}
    </time>
  );
};

/** How long something has been going on. */
export const Since = ({ at }: { at: string }) => (
  <time dateTime={at} title={exact(at, language.value)}>
    {exactTimes.value ? clockTime(at, now.value, language.value) : span(now.value - Date.parse(at), language.value)}
  </time>
);
