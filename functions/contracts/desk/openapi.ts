import * as z from "zod";
import { type Endpoint, Problem } from "./endpoint.ts";

type Json = z.core.util.JSONType;
type Members = Record<string, Json>;

/** The OpenAPI 3.1 document of these endpoints; 3.1 takes JSON Schema 2020-12 as it is, which is what zod writes. */
export function openApiDocument(endpoints: Readonly<Record<string, Endpoint>>): Members {
  const paths: Record<string, Members> = {};
  for (const [operationId, endpoint] of Object.entries(endpoints)) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(operationId, endpoint),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Switchboard desk",
      version: "1",
      description:
        "Where people decide. Sign in at the user pool and send its token as a bearer; every write must come from our own origin, as JSON.",
    },
    servers: [{ url: "/" }],
    security: [{ person: [] }],
    paths,
    components: {
      securitySchemes: { person: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: { Problem: schemaOf(Problem, "output") },
    },
  };
}

function operation(operationId: string, endpoint: Endpoint): Members {
  const { summary, tag, roles, body, response, status = 200, etag } = endpoint;
  const refusals = [
    "400",
    "401",
    "403",
    "404",
    ...(endpoint.method === "GET" ? [] : ["409", "412", "415", "428"]),
    "429",
  ];
  const problem: Members = {
    description: "Refused; the message says why and what to do",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  return {
    operationId,
    summary,
    tags: [tag],
    "x-roles": [...roles],
    ...(etag !== undefined && { "x-etag": etag }),
    parameters: parametersOf(endpoint),
    ...(body !== undefined && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } },
    }),
    responses: {
      [String(status)]: {
        description: "Done",
        ...(response !== undefined && { content: { "application/json": { schema: schemaOf(response, "output") } } }),
      },
      ...Object.fromEntries(refusals.map((code) => [code, problem])),
    },
  };
}

function parametersOf({ path, query, etag }: Endpoint): Members[] {
  const text = { type: "string" };
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    ...{ name, in: "path", required: true, schema: text },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    ...{ name, in: "query", required: false, schema: schemaOf(z.object({ [name]: schema }), "input", name) },
  }));
  const ifMatch = { name: "If-Match", in: "header", required: etag === "needs", schema: text };
  return [...inPath, ...inQuery, ...(etag === "needs" || etag === "either" ? [ifMatch] : [])];
}

/** The JSON Schema of a zod schema, or of one of its members. */
function schemaOf(schema: z.ZodType, io: "input" | "output", member?: string): Members {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const whole: unknown = JSON.parse(JSON.stringify(json));
  const parsed = z.record(z.string(), z.json()).parse(whole);
  if (member === undefined) return parsed;
  return (
    z.object({ properties: z.record(z.string(), z.record(z.string(), z.json())) }).parse(parsed).properties[member] ??
    {}
  );
}
