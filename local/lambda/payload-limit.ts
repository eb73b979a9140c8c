/** Bytes of an event that a function takes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const payloadLimitBytes = 6_291_556;
