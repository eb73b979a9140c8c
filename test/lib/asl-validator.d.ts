declare module "asl-validator" {
  /** Checks a definition of a state machine by JSON schema; the package ships no types of its own. */
  const validate: (definition: unknown) => { readonly isValid: boolean; readonly errors: readonly unknown[] };
  export = validate;
}
