/** A decision that cannot be met whatever the state of the task; the message says what to do instead. */
export class CannotDecide extends Error {
  override name = "CannotDecide";
}
