import { handle } from "hono/aws-lambda";
import { deskApp } from "./app.ts";

export const handler = handle(deskApp());
