import type { ComponentChildren } from "preact";

interface PortProps {
  readonly class: string;
  readonly label: string;
  readonly children: ComponentChildren;
}

/** What may be wider or higher than its place: it scrolls, by keyboard too, for which it takes the focus (WCAG 2.1.1). */
export const ScrollPort = ({ class: className, label, children }: PortProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll only what has the focus
  <section class={className} aria-label={label} tabIndex={0}>
    {children}
  </section>
);
