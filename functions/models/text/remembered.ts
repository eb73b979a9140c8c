/**
 * The same function, with its latest results kept: an article's sentences are compared with every email. When `most` are
 * kept, those that were not asked for since the last such time are dropped. Callers must not change what they get.
 */
export function remembered<T>(most: number, make: (text: string, language: string) => T): typeof make {
  let recent = new Map<string, T>();
  let older = new Map<string, T>();
  return (text, language) => {
    const key = `${language} ${text}`;
    const known = recent.get(key) ?? older.get(key);
    if (known !== undefined && recent.has(key)) return known;
    const made = known ?? make(text, language);
    if (recent.size >= most) [older, recent] = [recent, new Map()];
    recent.set(key, made);
    return made;
  };
}
