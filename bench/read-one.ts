// Reads one email and tells how much processor time that took and how much memory the process held at most: `node bench/read-one.ts FILE`.
import { readFileSync } from "node:fs";
import { emailAround } from "../bin/conformance/bare-body.ts";
import { dissect } from "../functions/intake/dissect.ts";

const file = process.argv[2];
if (file === undefined) throw new Error("Name the email to be read.");
const bytes = readFileSync(file);
const raw = file.endsWith(".eml") ? bytes : emailAround(bytes, file.endsWith(".txt") ? "text/plain" : "text/html");
const started = process.cpuUsage();
await dissect(raw, { envelopeSender: "customer@customer.example", isOwn: () => false, keys: ["a key of the bench"] });
const { user, system } = process.cpuUsage(started);
const ms = (user + system) / 1000;
// Kilobytes, whatever the system.
console.log(JSON.stringify({ ms, megabytes: process.resourceUsage().maxRSS / 1024 }));
