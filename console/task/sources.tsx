import { useEffect, useRef } from "preact/hooks";
import type { TaskDetail } from "../api/shapes.ts";
import { to } from "../frame/route.ts";
import { Icon } from "../parts/icon.tsx";
import { w } from "../words/words.ts";
import { quotedIn } from "./cited-text.ts";

interface SourcesProps {
  readonly sources: TaskDetail["sources"];
  /** The passage that is opened; its first when undefined. */
  readonly open: string | undefined;
  readonly onOpen: (passageId: string | undefined) => void;
}

/** What was found, beside the draft: each passage with what the draft took from it. */
export const Sources = ({ sources, open, onOpen }: SourcesProps) => {
  const words = w.value.task;
  return (
    <section class="card sources" aria-labelledby="sources-title">
      <h2 id="sources-title">{words.sources}</h2>
      {sources.length === 0 && <p class="soft">{words.noSources}</p>}
      <ol>
        {sources.map((source, index) => (
          <Passage
            key={source.passageId}
            source={source}
            place={index + 1}
            isOpen={source.passageId === open}
            onOpen={onOpen}
          />
        ))}
      </ol>
    </section>
  );
};

interface PassageProps {
  readonly source: TaskDetail["sources"][number];
  readonly place: number;
  readonly isOpen: boolean;
  readonly onOpen: SourcesProps["onOpen"];
}

const Passage = ({ source, place, isOpen, onOpen }: PassageProps) => {
  const element = useRef<HTMLLIElement>(null);
  const words = w.value.task;
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // What is open from the start is where it is; what somebody opens comes into sight.
    if (isOpen && !wasOpen.current) element.current?.scrollIntoView({ block: "nearest" });
    wasOpen.current = isOpen;
  }, [isOpen]);
  const { passageId, title, heading, text, quotes, articleId } = source;
  return (
    <li ref={element} class={`source${isOpen ? " open" : ""}${quotes.length > 0 ? " cited" : ""}`}>
      <button
        type="button"
        class="source-head"
        aria-expanded={isOpen}
        onClick={() => onOpen(isOpen ? undefined : passageId)}
      >
        <span class="source-number">{place}</span>
        <span class="source-title">
          {title}
          {heading !== "" && heading !== title && <span class="soft"> · {heading}</span>}
        </span>
        <span class="source-use">{quotes.length > 0 ? words.quoted(quotes.length) : words.notQuoted}</span>
        <Icon name="down" size={12} />
      </button>
      {isOpen && (
        <div class="source-body">
          <p class="verbatim">
            {quotedIn(text, quotes).map((part) => (part.quoted ? <mark>{part.text}</mark> : part.text))}
          </p>
          {!articleId.startsWith("tool:") && <a href={to("article", articleId)}>{words.wholeArticle}</a>}
        </div>
      )}
    </li>
  );
};
