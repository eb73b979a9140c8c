/** The languages of a `<select>`, each by its own name, for those who read it. */
export const LanguageOptions = () => (
  <>
    <option value="en">English</option>
    <option value="de">Deutsch</option>
    <option value="fr">Français</option>
    <option value="es">Español</option>
    <option value="it">Italiano</option>
    <option value="nl">Nederlands</option>
  </>
);
