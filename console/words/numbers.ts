type Language = "en" | "de";

/** US dollars: cents for sums, up to five digits for single calls, which cost fractions of a cent. */
export const money = (usd: number, language: Language): string =>
  usd.toLocaleString(language, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: usd !== 0 && usd < 0.01 ? 5 : 2,
    maximumFractionDigits: usd !== 0 && usd < 0.01 ? 5 : 2,
  });

export const whole = (count: number, language: Language): string => count.toLocaleString(language);

/** `37 %` of a part in a whole; a dash when there is no whole. */
export const share = (part: number, of: number, language: Language): string =>
  of === 0 ? "–" : (part / of).toLocaleString(language, { style: "percent", maximumFractionDigits: 0 });
