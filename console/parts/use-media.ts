import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Whether a media query holds, followed as the window changes. */
export function useMedia(query: string): boolean {
  const holds = useSignal(matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const read = (): void => {
      holds.value = media.matches;
    };
    media.addEventListener("change", read);
    return () => media.removeEventListener("change", read);
  }, [query, holds]);
  return holds.value;
}
