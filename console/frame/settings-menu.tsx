import { leave } from "../api/session.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { w } from "../words/words.ts";
import { me } from "./person.ts";
import { exactTimes, language, languages, type Theme, theme, themes } from "./preferences.ts";
import { helpIsOpen } from "./shortcuts.ts";

const themeIcons: Record<Theme, IconName> = { auto: "auto", light: "sun", dark: "moon" };

/** What each person sets for themselves. */
export const SettingsMenu = () => {
  const words = w.value.frame.settings;
  return (
    <details class="settings">
      <summary>
        <Icon name="person" />
        <span class="person-name">{me.value?.name ?? words.title}</span>
        <Icon name="down" size={12} />
      </summary>
      <div class="settings-panel">
        <fieldset>
          <legend>{words.theme}</legend>
          <div class="segments">
            {themes.map((each) => (
              <button type="button" key={each} aria-pressed={theme.value === each} onClick={() => (theme.value = each)}>
                <Icon name={themeIcons[each]} /> {words.themes[each]}
              </button>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{words.language}</legend>
          <div class="segments">
            {languages.map((each) => (
              <button
                type="button"
                key={each}
                lang={each}
                aria-pressed={language.value === each}
                onClick={() => (language.value = each)}
              >
                {words.languages[each]}
              </button>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{words.times}</legend>
          <div class="segments">
            {[false, true].map((exact) => (
              <button
                type="button"
                key={String(exact)}
                aria-pressed={exactTimes.value === exact}
                onClick={() => (exactTimes.value = exact)}
              >
                {exact ? words.exact : words.relative}
              </button>
            ))}
          </div>
        </fieldset>
        <div class="settings-last">
          <button type="button" class="plain" onClick={() => (helpIsOpen.value = true)}>
            <Icon name="keyboard" /> {words.keys} <kbd>?</kbd>
          </button>
          <button type="button" class="plain" onClick={() => void leave()}>
            {words.signOut}
          </button>
        </div>
      </div>
    </details>
  );
};
