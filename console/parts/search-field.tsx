import { useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  readonly id?: string;
}

// A search starts when typing pauses, not at each letter.
const pauseMs = 300;

export const SearchField = ({ label, value, onSearch, id }: SearchProps) => {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  return (
    <label class="search">
      <span class="unseen">{label}</span>
      <Icon name="search" />
      <input
        type="search"
        id={id}
        placeholder={label}
        defaultValue={value}
        onInput={({ currentTarget }) => {
          clearTimeout(timer.current);
          const text = currentTarget.value;
          timer.current = setTimeout(() => onSearch(text), pauseMs);
        }}
      />
    </label>
  );
};

/** What a search asks the API for; one letter is no search yet. */
export const searchText = (text: string): string | undefined => (text.trim().length < 2 ? undefined : text.trim());
