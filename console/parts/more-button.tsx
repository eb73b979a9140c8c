import { w } from "../words/words.ts";
import type { Pages } from "./use-pages.ts";

/** The next page of a list. */
export const MoreButton = ({ pages }: { pages: Pages<unknown> }) =>
  pages.hasMore ? (
    <p class="more">
      <button type="button" onClick={() => void pages.more()}>
        {w.value.frame.more}
      </button>
    </p>
  ) : null;
