// ValidateStateMachineDefinition: what is wrong with a definition, without defining anything.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
import { parseMachine, type ResourceCheck } from "../asl/parse-machine.ts";
import { UnsupportedDefinition } from "../asl/unsupported-definition.ts";
import type { Json, JsonObject, Operations } from "../services/service.ts";
import { invalid, onlyMembers, optionalText, text } from "./request.ts";

// AWS's own most.
const mostDiagnostics = 100;

/** The operation; `whyNot` says which resources cannot be called here. */
export const validateOperation = (whyNot: ResourceCheck | undefined): Operations => ({
  ValidateStateMachineDefinition: async (input) => {
    onlyMembers(input, "definition", "type", "severity", "maxResults");
    const type = optionalText(input, "type") ?? "STANDARD";
    if (type !== "STANDARD" && type !== "EXPRESS") throw invalid("type must be STANDARD or EXPRESS");
    const { maxResults } = input;
    const most =
      typeof maxResults === "number" && maxResults > 0 ? Math.min(maxResults, mostDiagnostics) : mostDiagnostics;
    const found = diagnosticsOf(text(input, "definition"), type, whyNot);
    const diagnostics: Json[] = found.slice(0, most);
    return { result: found.length === 0 ? "OK" : "FAIL", diagnostics, truncated: found.length > most };
  },
});

function diagnosticsOf(definition: string, type: string, whyNot: ResourceCheck | undefined): JsonObject[] {
  try {
    parseMachine(definition, whyNot);
  } catch (error) {
    if (!(error instanceof UnsupportedDefinition)) throw error;
    return error.problems.map(({ state, what }) => ({
      severity: "ERROR",
      code: what.startsWith("is no JSON") ? "INVALID_JSON_DESCRIPTION" : "SCHEMA_VALIDATION_FAILED",
      message: what,
      location: state === "" ? "/" : `/States/${state.replaceAll(" / ", "/States/")}`,
    }));
  }
  // An Express execution ends within five minutes: it waits for nobody and no activity.
  const waits = type === "EXPRESS" && /\.waitForTaskToken"|\.sync(:2)?"|:activity:/.test(definition);
  return waits
    ? [
        {
          severity: "ERROR",
          code: "SCHEMA_VALIDATION_FAILED",
          message: "Express state machine does not support .sync, .waitForTaskToken or activities",
          location: "/",
        },
      ]
    : [];
}
