import { openApiDocument } from "../contracts/desk/openapi.ts";
import { deskApi } from "../contracts/desk-api.ts";
import { once } from "../platform/once.ts";

/** The document that `GET /api/openapi.json` serves: made once, for it takes some milliseconds. */
export const openApi = once(() => openApiDocument(deskApi));
