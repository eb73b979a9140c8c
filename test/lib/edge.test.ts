import { beforeAll, describe, expect, test } from "vitest";
import { pagePolicy } from "../../functions/contracts/page-policy.ts";
import { readAssembly } from "../../local/assembly/cloud-assembly.ts";
import { planAssembly } from "../../local/assembly/plan.ts";
import { resourceTypes } from "../../local/assembly/resource-types.ts";
import { type Assembly, assemblyOf, ofType } from "./assembly.ts";
import { at, listed, readable } from "./readable.ts";

let dev: Assembly;
let prod: Assembly;
beforeAll(async () => {
  [dev, prod] = [await assemblyOf("dev"), await assemblyOf("prod")];
}, 120_000);

const onlyOne = (type: string): Record<string, unknown> => {
  const [first, ...others] = ofType(prod, type);
  if (first === undefined || others.length > 0) throw new Error(`There must be one ${type}`);
  return first[1].Properties;
};
const distribution = (): unknown => onlyOne("AWS::CloudFront::Distribution")["DistributionConfig"];
const behaviours = () => listed(at(distribution(), "CacheBehaviors"));

describe("the desk's one address", () => {
  test("gives the console from a bucket that nobody else reads, over TLS, with the page's strict policy (S3)", () => {
    const usual = at(distribution(), "DefaultCacheBehavior");
    expect(at(usual, "ViewerProtocolPolicy")).toBe("redirect-to-https");
    expect(at(distribution(), "DefaultRootObject")).toBe("index.html");
    const headers = at(onlyOne("AWS::CloudFront::ResponseHeadersPolicy"), "ResponseHeadersPolicyConfig");
    const security = at(headers, "SecurityHeadersConfig");
    const policy = readable(at(security, "ContentSecurityPolicy", "ContentSecurityPolicy"));
    const login = /connect-src 'self' (\S+);/.exec(policy)?.[1] ?? "";
    expect(login).toMatch(/^https:\/\/.*\.auth\./);
    expect(policy).toBe(pagePolicy(login));
    expect(at(security, "StrictTransportSecurity", "AccessControlMaxAgeSec")).toBe(31_536_000);
    expect(at(security, "ReferrerPolicy", "ReferrerPolicy")).toBe("no-referrer");
    expect(at(security, "ContentTypeOptions", "Override")).toBe(true);
    expect(onlyOne("AWS::CloudFront::OriginAccessControl")).toBeDefined();
  });

  test("hands everything that is no file of the console to the API, uncached and with its own headers", () => {
    const handed = behaviours().map((behaviour) => String(at(behaviour, "PathPattern")));
    const files = new Set(["/", "/{file}"]);
    const routes = ofType(prod, "AWS::ApiGatewayV2::Route").map(
      ([, { Properties }]) => String(Properties["RouteKey"]).split(" ")[1] ?? "",
    );
    for (const route of routes.filter((path) => !files.has(path)))
      expect(
        handed.some((pattern) => (pattern.endsWith("*") ? route.startsWith(pattern.slice(0, -1)) : route === pattern)),
        route,
      ).toBe(true);
    for (const path of ["/config.json", "/email"]) expect(handed).toContain(path);
    for (const behaviour of behaviours()) {
      expect(at(behaviour, "ViewerProtocolPolicy")).toBe("https-only");
      // AWS's own policies: no caching; every header but Host.
      expect(at(behaviour, "CachePolicyId")).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
      expect(at(behaviour, "OriginRequestPolicyId")).toBe("b689b0a8-53d0-40ab-baf2-68738e2966ac");
      expect(at(behaviour, "ResponseHeadersPolicyId")).toBeUndefined();
    }
  });

  test("is where people sign in to and links in notices lead", () => {
    const client = onlyOne("AWS::Cognito::UserPoolClient");
    const [name] = ofType(prod, "AWS::CloudFront::Distribution")[0] ?? [];
    expect(readable(listed(client["CallbackURLs"])[0])).toBe(`https://\${${name}.DomainName}/`);
    const knowing = ofType(prod, "AWS::Lambda::Function").filter(
      ([, { Properties }]) => at(Properties, "Environment", "Variables", "DESK_URL") !== undefined,
    );
    expect(knowing.map(([id]) => id.replace(/[0-9A-F]{8}$/, "")).sort()).toEqual([
      "Functionsdeskapi",
      "Functionsdesktellpeople",
    ]);
  });

  test("is left out of dev, and a stage that has it still runs on one machine", async () => {
    expect(ofType(dev, "AWS::CloudFront::Distribution")).toEqual([]);
    const plan = planAssembly(await readAssembly(prod.folder), resourceTypes);
    const ours = plan.resources.filter(({ resource }) => resource.Type.startsWith("AWS::CloudFront::"));
    expect(ours.length).toBeGreaterThanOrEqual(3);
  });
});
