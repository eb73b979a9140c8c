import { readFileSync } from "node:fs";
import type * as z from "zod";

/** The rows of a `.jsonl` file, each checked. */
export const jsonLines = <Row extends z.ZodType>(file: string, row: Row): z.infer<Row>[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => row.parse(JSON.parse(line)));
