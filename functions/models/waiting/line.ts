// The line in which emails wait while no model answers.
//
//   W1. An email stands by the time it was received. One that was sent on and came back gets its old place.
//   W2. The line is bounded: who finds it full is told so, and a person is asked.
//   W3. Who has waited until the promise time leaves it for a person, models or not.
//   W4. Nobody is sent on while every model rests; after that first one, then twice as many with each round in which
//       nobody came back. So models that are still ill meet a handful of emails, not the whole line.

export interface Waiter {
  readonly interactionId: string;
  readonly conversationId: string;
  /** When the email was received, ISO 8601. */
  readonly receivedAt: string;
  /** The doorbell of its run. */
  readonly token: string;
}

/** How many were sent on last, and whether any of them came back since. */
interface Pace {
  readonly size: number;
  readonly cameBack: boolean;
}

/** Where the line is kept. */
export interface Line {
  /** False when `most` wait already. Joining again replaces the doorbell and keeps the place. */
  join(waiter: Waiter, most: number): Promise<boolean>;
  /** In the order of their places. */
  oldest(count: number): Promise<Waiter[]>;
  /** Only under this doorbell: one who came back in the meantime has a new one, and stays. */
  leave(waiter: Waiter): Promise<void>;
  pace(): Promise<Pace>;
  setPace(pace: Pace): Promise<void>;
}
