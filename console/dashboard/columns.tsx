import type { Day } from "../api/shapes-of-leads.ts";
import { language } from "../frame/preferences.ts";
import { dayOf } from "../words/times.ts";

interface Series {
  readonly name: string;
  /** CSS class that colours it. */
  readonly tone: string;
  readonly of: (day: Day) => number;
}

interface ColumnsProps {
  readonly title: string;
  readonly id: string;
  readonly days: readonly Day[];
  readonly series: readonly Series[];
}

const plot = { width: 640, height: 180, left: 34, bottom: 22, top: 8 };

/** Stacked columns by day, with the same figures as a table for those who do not see them. */
export const Columns = ({ title, id, days, series }: ColumnsProps) => {
  const lang = language.value;
  const sums = days.map((day) => series.reduce((sum, { of }) => sum + of(day), 0));
  const top = niceTop(Math.max(1, ...sums));
  const inner = plot.height - plot.bottom - plot.top;
  const step = (plot.width - plot.left) / Math.max(1, days.length);
  const y = (value: number): number => plot.top + inner - (inner * value) / top;
  const everyNth = Math.ceil(days.length / 10);
  return (
    <section class="card chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class="legend">
        {series.map(({ name, tone }) => (
          <li key={name}>
            <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" focusable="false">
              <rect class={tone} width="10" height="10" rx="2" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <svg class="plot" viewBox={`0 0 ${plot.width} ${plot.height}`} aria-hidden="true" focusable="false">
        {[0, 0.5, 1].map((part) => (
          <g key={part} class="grid">
            <path d={`M${plot.left} ${y(top * part)}H${plot.width}`} />
            <text x={plot.left - 6} y={y(top * part) + 4} class="axis-end">
              {Math.round(top * part).toLocaleString(lang)}
            </text>
          </g>
        ))}
        {days.map((day, index) => {
          let base = 0;
          const x = plot.left + index * step + step * 0.16;
          return (
            <g key={day.day}>
              {series.map(({ name, tone, of }) => {
                const value = of(day);
                base += value;
                return value === 0 ? null : (
                  <rect
                    key={name}
                    class={tone}
                    x={x}
                    width={step * 0.68}
                    y={y(base)}
                    height={(inner * value) / top}
                    rx="1.5"
                  >
                    <title>{`${dayOf(day.day, lang)}: ${name} ${value.toLocaleString(lang)}`}</title>
                  </rect>
                );
              })}
              {index % everyNth === 0 && (
                <text class="axis-middle" x={plot.left + index * step + step / 2} y={plot.height - 6}>
                  {dayOf(day.day, lang)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <table class="unseen">
        <caption>{title}</caption>
        <thead>
          <tr>
            <td />
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{dayOf(day.day, lang)}</th>
              {series.map(({ name, of }) => (
                <td key={name}>{of(day)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** The next round number above: 1, 2, 4, 5, 10, 20 … so that half of it is whole too, from 2 on. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 6, 10].find((factor) => value <= factor * power) ?? 10;
  return Math.max(2, step * power);
}
