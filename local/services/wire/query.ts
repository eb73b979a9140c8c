import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject, Operations } from "../service.ts";
import { unknownOperation } from "./failure.ts";
import type { WireReply, WireRequest } from "./message.ts";
import { element, type XmlValue } from "./xml.ts";

const namespaces: Readonly<Record<string, string>> = {
  ses: "http://ses.amazonaws.com/doc/2010-12-01/",
  sns: "http://sns.amazonaws.com/doc/2010-03-31/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/** AWS Query: a form with `Action=Name`, answered in XML. Only POST: a link must not be able to act. */
export async function answerQuery(
  request: WireRequest,
  service: string,
  operations: Operations | undefined,
): Promise<WireReply> {
  const form = new URLSearchParams(request.body.toString());
  const name = form.get("Action") ?? "(no Action)";
  const namespace = namespaces[service] ?? `http://${service}.amazonaws.com/`;
  try {
    const run = request.method === "POST" ? operations?.[name] : undefined;
    if (!run) throw unknownOperation(service, name);
    const output = await run(unflatten(form));
    const result = element(`${name}Result`, asXml(output));
    return xmlReply(
      200,
      `<${name}Response xmlns="${namespace}">${result}${element("ResponseMetadata", { RequestId: request.requestId })}</${name}Response>`,
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const detail = element("Error", { Type: "Sender", Code: error.name, Message: error.message });
    const requestId = element("RequestId", request.requestId);
    return xmlReply(error.status, `<ErrorResponse xmlns="${namespace}">${detail}${requestId}</ErrorResponse>`);
  }
}

const xmlReply = (status: number, xml: string): WireReply => ({
  status,
  headers: { "content-type": "text/xml" },
  body: `<?xml version="1.0"?>\n${xml}\n`,
});

/** In an answer of the query protocol every list item is a `<member>`. */
const asXml = (value: Json): XmlValue => {
  if (Array.isArray(value)) return { member: value.map(asXml) };
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asXml(inner)]));
};

interface Node {
  text?: string;
  readonly members: Map<string, Node>;
}

/** `A.member.1.B=x` → `{ A: [{ B: "x" }] }`; `M.entry.1.Name=k&M.entry.1.Value=v` → `{ M: { k: v } }`. */
function unflatten(form: URLSearchParams): JsonObject {
  const root: Node = { members: new Map() };
  for (const [path, text] of form) {
    if (path === "Action" || path === "Version") continue;
    let node = root;
    for (const step of path.split(".")) {
      const next = node.members.get(step) ?? { members: new Map() };
      node.members.set(step, next);
      node = next;
    }
    node.text = text;
  }
  return membersOf(root);
}

const membersOf = (node: Node): JsonObject =>
  Object.fromEntries([...node.members].map(([name, member]) => [name, jsonOf(member)]));

function jsonOf(node: Node): Json {
  if (node.text !== undefined) return node.text;
  const list = node.members.get("member");
  if (list) return inOrder(list).map(jsonOf);
  const map = node.members.get("entry");
  if (map) return Object.fromEntries(inOrder(map).map(entryOf));
  return membersOf(node);
}

const inOrder = (node: Node): Node[] =>
  [...node.members].sort(([a], [b]) => Number(a) - Number(b)).map(([, member]) => member);

function entryOf(entry: Node): [string, Json] {
  const name = entry.members.get("Name") ?? entry.members.get("key");
  const value = entry.members.get("Value") ?? entry.members.get("value");
  return [name?.text ?? "", value ? jsonOf(value) : null];
}
