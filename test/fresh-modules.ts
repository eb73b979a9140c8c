// Before each test file. Files of one worker share the packages they load (the AWS SDK, CDK: most of the time that a file
// takes to load) and nothing else: our own modules with their clients, caches and settings are new for every file, and so
// are the environment and the clock.
import { vi } from "vitest";

const kept = Symbol.for("switchboard.environment");
const found: unknown = Reflect.get(globalThis, kept);
const environment = found instanceof Map ? found : new Map(Object.entries(process.env));
Reflect.set(globalThis, kept, environment);
for (const name of Object.keys(process.env))
  if (!environment.has(name) && !name.startsWith("VITEST")) delete process.env[name];
for (const [name, value] of environment) if (!name.startsWith("VITEST")) process.env[name] = value;
vi.useRealTimers();
vi.resetModules();
