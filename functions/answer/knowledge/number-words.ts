/** What number words of both languages stand for, folded. */
export const numberWords: ReadonlyMap<string, number> = new Map(
  [
    "a an one ein eine einem einen einer",
    "two zwei couple",
    "three drei",
    "four vier",
    "five funf",
    "six sechs",
    "seven sieben",
    "eight acht",
    "nine neun",
    "ten zehn",
    "eleven elf",
    "twelve zwolf",
  ].flatMap((words, at) => words.split(" ").map((word): [string, number] => [word, at + 1])),
);
