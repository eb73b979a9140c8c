import type { Policy } from "../api/shapes-of-leads.ts";
import { w, wordFor } from "../words/words.ts";
import { type FormProps, NumberField, Section } from "./form.tsx";

type Tools = NonNullable<Policy["tools"]>;
type Agent = Tools["agents"][number];
type Code = NonNullable<Tools["oneTimeCode"]>;

// As they come with the product; one that is taken away here can be given back.
const toolsOf: Readonly<Record<string, readonly string[]>> = {
  inquiries: ["look-up-order", "find-orders"],
  payments: ["request-refund"],
  inventory: ["look-up-stock"],
};
/** Tools that change something outside. */
const effects: readonly string[] = ["request-refund"];
const usualCode = { hours: 24, attempts: 5 };

/** What the agents may look up and do with which tools. */
export const ToolsForm = ({ policy, change }: FormProps) => {
  const words = w.value.policyMore;
  const { tools } = policy;
  if (tools === undefined) return null;
  const set = (part: (now: Tools) => Tools): void => change((now) => ({ tools: part(now.tools ?? tools) }));
  const setAgent = (name: string, part: (now: Agent) => Partial<Agent>): void =>
    set((now) => ({
      ...now,
      agents: now.agents.map((each) => (each.agent === name ? { ...each, ...part(each) } : each)),
    }));
  const setCode = (code: (now: Code | undefined) => Code | undefined): void =>
    set(({ oneTimeCode, ...others }) => {
      const wanted = code(oneTimeCode);
      return wanted === undefined ? others : { ...others, oneTimeCode: wanted };
    });
  const code = tools.oneTimeCode;
  return (
    <Section title={words.tools}>
      <p class="soft">{words.toolsText}</p>
      {tools.agents.map((agent) => (
        <AgentTools key={agent.agent} agent={agent} set={(part) => setAgent(agent.agent, part)} />
      ))}
      <NumberField
        label={words.calls}
        value={tools.limits.calls}
        min={1}
        max={50}
        onChange={(calls) => set((now) => ({ ...now, limits: { ...now.limits, calls } }))}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={code !== undefined}
          onChange={({ currentTarget: { checked } }) => setCode(() => (checked ? usualCode : undefined))}
        />
        {words.code}
      </label>
      {code !== undefined && (
        <>
          <NumberField
            label={words.codeHours}
            value={code.hours}
            min={1}
            max={168}
            onChange={(hours) => setCode((now) => now && { ...now, hours })}
          />
          <NumberField
            label={words.codeAttempts}
            value={code.attempts}
            min={1}
            max={10}
            onChange={(attempts) => setCode((now) => now && { ...now, attempts })}
          />
        </>
      )}
    </Section>
  );
};

const AgentTools = ({ agent, set }: { agent: Agent; set: (part: (now: Agent) => Partial<Agent>) => void }) => {
  const words = w.value.policyMore;
  const offered = [...new Set([...(toolsOf[agent.agent] ?? []), ...agent.tools])];
  const toggled = (list: readonly string[], name: string, on: boolean): string[] =>
    offered.filter((each) => (each === name ? on : list.includes(each)));
  return (
    <fieldset class="ticks">
      <legend>{wordFor(words.agents, agent.agent)}</legend>
      {offered.map((tool) => (
        <label key={tool} class="tick">
          <input
            type="checkbox"
            checked={agent.tools.includes(tool)}
            onChange={({ currentTarget: { checked } }) => set((now) => ({ tools: toggled(now.tools, tool, checked) }))}
          />
          {wordFor(words.toolNames, tool)}
        </label>
      ))}
      {offered
        .filter((tool) => effects.includes(tool) && agent.tools.includes(tool))
        .map((tool) => (
          <label key={tool} class="tick">
            <input
              type="checkbox"
              checked={agent.effectsByGate.includes(tool)}
              onChange={({ currentTarget: { checked } }) =>
                set((now) => ({ effectsByGate: toggled(now.effectsByGate, tool, checked) }))
              }
            />
            {words.byGate(wordFor(words.toolNames, tool))}
          </label>
        ))}
    </fieldset>
  );
};
