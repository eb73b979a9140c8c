import type { ComponentChildren } from "preact";
import { w } from "../words/words.ts";

/**
 * An article as its readers know it: headings, lists and paragraphs. What else Markdown has is shown as written: articles
 * are quoted letter by letter, so nothing may look other than it is.
 */
export const Markdown = ({ text }: { text: string }) => (
  <div class="prose">
    {withoutFrontMatter(text)
      .split(/\n{2,}/)
      .filter((block) => block.trim() !== "")
      .map((block, index) => (
        <Block key={index} text={block.trim()} />
      ))}
  </div>
);

const withoutFrontMatter = (text: string): string => text.replace(/^---\n[\s\S]*?\n---\n/, "");

const Block = ({ text }: { text: string }) => {
  const heading = /^(#{1,4})\s+(.+)$/.exec(text);
  if (heading?.[1] !== undefined && heading[2] !== undefined && !text.includes("\n")) {
    // The page itself has the first level, and none may be left out.
    return heading[1].length <= 2 ? <h2>{heading[2]}</h2> : <h3>{heading[2]}</h3>;
  }
  const asked = /^<!--\s*asked:([\s\S]*?)-->$/.exec(text)?.[1];
  if (asked !== undefined) return <Asked ways={asked.split("|").map((way) => way.replace(/\s+/g, " ").trim())} />;
  const lines = text.split("\n");
  if (lines.every((line) => /^\s*[-*]\s/.test(line))) {
    return (
      <ul>
        {lines.map((line) => (
          <li key={line}>{inline(line.replace(/^\s*[-*]\s+/, ""))}</li>
        ))}
      </ul>
    );
  }
  if (lines.every((line) => /^\s*\d+[.)]\s/.test(line))) {
    return (
      <ol>
        {lines.map((line) => (
          <li key={line}>{inline(line.replace(/^\s*\d+[.)]\s+/, ""))}</li>
        ))}
      </ol>
    );
  }
  return <p>{inline(text)}</p>;
};

/** How customers ask for the paragraph above: it is found by them, and never quoted. */
const Asked = ({ ways }: { ways: readonly string[] }) => (
  <details>
    <summary>
      {w.value.knowledge.asked} ({ways.length})
    </summary>
    <ul>
      {ways.map((way) => (
        <li key={way}>{way}</li>
      ))}
    </ul>
  </details>
);

/** `**strong**` and nothing else. */
const inline = (text: string): ComponentChildren =>
  text.split(/\*\*(.+?)\*\*/).map((part, index) => (index % 2 === 1 ? <strong key={index}>{part}</strong> : part));
