/** An error as an AWS service words it: `name` is the exception type on the wire, `message` AWS's own text. */
export class AwsError extends Error {
  /** HTTP status: 400 unless the service answers otherwise. */
  readonly status: number;
  /** Further members of the error's shape (CancellationReasons, Item…). */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    name: string,
    message: string,
    options: { status?: number; fields?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = name;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}
