// Runs Azurite until standard input ends. The program that started it holds the other end, so the emulator never outlives that
// program, however it dies.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

// Azurite saves its data and closes its ports on this signal. Emitted rather than sent: Windows has no such signal to send.
process.stdin.once("end", () => process.emit("SIGTERM"));
process.stdin.once("error", () => process.emit("SIGTERM"));
process.stdin.resume();

require("azurite/dist/src/azurite.js");
