/** What the contract's schema lets through and yet means nothing, such as a made-up cursor; the message says what to send. */
export class BadRequest extends Error {
  override name = "BadRequest";
}
