/**
 * The body of an answer of our own API, of the shape its contract promises. The page and the API come from one release,
 * so the shape is not checked a second time here.
 */
export const readJson = async <T>(response: Response): Promise<T> => (await response.json()) as T;
