import * as z from "zod";
import { flag, typedResource } from "../typed-resource.ts";

export const api = typedResource({
  properties: z.object({ Name: z.string(), ProtocolType: z.literal("HTTP") }),
  harmless: {
    Description: "words for people",
    DisableExecuteApiEndpoint: "there is one address",
    Version: "words for people",
  },
  start: async ({ Name }, { generatedName }, { apis, addresses, publicUrl }) => {
    const id = generatedName.toLowerCase();
    apis.createApi(id);
    addresses.set(`https://${id}.execute-api.us-east-1.amazonaws.com`, publicUrl());
    return { ref: id, attributes: { ApiEndpoint: publicUrl(), ApiId: id, Name } };
  },
});

/** The API of this machine gives the console, too, so the distribution's address is the API's. */
export const distribution = typedResource({
  properties: z.object({}),
  harmless: { DistributionConfig: "there is one machine, and its API gives the console, too" },
  start: async (_, { generatedName }, { addresses, publicUrl }) => {
    const DomainName = `${generatedName.toLowerCase()}.cloudfront.net`;
    addresses.set(`https://${DomainName}`, publicUrl());
    return { ref: generatedName, attributes: { DomainName, Id: generatedName } };
  },
});

export const stage = typedResource({
  properties: z.object({ ApiId: z.string(), StageName: z.literal("$default"), AutoDeploy: flag.default(false) }),
  harmless: {
    AccessLogSettings: "who reaches this machine is the one person at it",
    DefaultRouteSettings: "nothing is throttled",
    RouteSettings: "nothing is throttled",
    Description: "words for people",
  },
  start: async ({ StageName }) => ({ ref: StageName, attributes: {} }),
});

export const integration = typedResource({
  properties: z.object({
    ApiId: z.string(),
    IntegrationType: z.literal("AWS_PROXY"),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal("2.0"),
  }),
  harmless: {
    Description: "words for people",
    IntegrationMethod: "functions are called in one way",
    TimeoutInMillis: "the function has a timeout of its own",
  },
  start: async ({ ApiId, IntegrationUri }, { generatedName }, { apis }) => {
    // Either the function's ARN or API Gateway's path to it, `…:path/2015-03-31/functions/ARN/invocations`.
    const arn = /functions\/(arn:[^/]+)\/invocations/.exec(IntegrationUri)?.[1] ?? IntegrationUri;
    apis.createIntegration(ApiId, generatedName, arn);
    return { ref: generatedName, attributes: { IntegrationId: generatedName } };
  },
});

export const authorizer = typedResource({
  properties: z.object({
    ApiId: z.string(),
    Name: z.string(),
    AuthorizerType: z.literal("JWT"),
    IdentitySource: z.array(z.string()),
    JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
  }),
  start: async ({ ApiId, IdentitySource, JwtConfiguration }, { generatedName }, { apis }) => {
    apis.createAuthorizer(ApiId, generatedName, {
      issuer: JwtConfiguration.Issuer,
      audience: JwtConfiguration.Audience,
      identitySource: IdentitySource,
    });
    return { ref: generatedName, attributes: { AuthorizerId: generatedName } };
  },
});

export const route = typedResource({
  properties: z.object({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string(),
    AuthorizationType: z.enum(["NONE", "JWT"]).default("NONE"),
    AuthorizerId: z.string().optional(),
    AuthorizationScopes: z.array(z.string()).optional(),
  }),
  harmless: { OperationName: "a name" },
  start: async (properties, { generatedName }, { apis }) => {
    if (properties.AuthorizationType === "JWT" && properties.AuthorizerId === undefined) {
      throw new Error("it asks for a JWT but names no authorizer");
    }
    apis.createRoute({
      apiId: properties.ApiId,
      routeKey: properties.RouteKey,
      target: properties.Target,
      ...(properties.AuthorizationType === "JWT" &&
        properties.AuthorizerId !== undefined && { authorizerId: properties.AuthorizerId }),
      ...(properties.AuthorizationScopes && { scopes: properties.AuthorizationScopes }),
    });
    return { ref: generatedName, attributes: { RouteId: generatedName } };
  },
});
