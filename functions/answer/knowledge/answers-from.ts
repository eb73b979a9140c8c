/** From this score on a passage counts as an answer; below it, it is only something to look at. */
export const answersFrom = 0.65;
/** Passages this close (as a share of the best score) to the best of their article answer together with it. */
export const together = 0.93;
