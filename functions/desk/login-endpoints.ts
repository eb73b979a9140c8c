import { settingIfAny } from "../platform/settings.ts";

/** Where the page signs people in; empty where there is no login page and people come by a link with a token. */
export type LoginEndpoints =
  | { readonly authorizeUrl: string; readonly tokenUrl: string; readonly logoutUrl: string; readonly clientId: string }
  | Record<string, never>;

/**
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function loginEndpoints(): LoginEndpoints {
  const url = settingIfAny("loginUrl");
  const clientId = settingIfAny("loginClient");
  if (url === undefined || clientId === undefined) return {};
  return {
    authorizeUrl: `${url}/oauth2/authorize`,
    tokenUrl: `${url}/oauth2/token`,
    logoutUrl: `${url}/logout`,
    clientId,
  };
}

export function loginOrigin(): string | undefined {
  const url = settingIfAny("loginUrl");
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}
