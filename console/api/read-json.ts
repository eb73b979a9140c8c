/**
 * The body of an answer of our own API (nothing for 204), of the shape its contract promises. The page and the API come from one release,
 * so the shape is not checked a second time here.
 */
export const readJson = async <T>(response: Response): Promise<T> =>
  (response.status === 204 ? undefined : await response.json()) as T;
