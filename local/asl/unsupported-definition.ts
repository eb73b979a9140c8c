/** One thing in a definition that is wrong or that this engine does not know. */
export interface Problem {
  /** The state, as a path of names from the top; empty for the machine itself. */
  readonly state: string;
  readonly what: string;
}

/** A definition that is not loaded: every problem by name and state, so that all can be repaired at once. */
export class UnsupportedDefinition extends Error {
  override name = "UnsupportedDefinition";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      `The state machine definition is not supported:\n${problems
        .map(({ state, what }) => `  ${state === "" ? "(machine)" : state}: ${what}`)
        .join("\n")}`,
    );
    this.problems = problems;
  }
}
