// Imported before anything that logs: thousands of simulated failures are not worth a line each.
process.env["POWERTOOLS_LOG_LEVEL"] = "SILENT";
