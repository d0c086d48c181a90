// A page with socket.io-client's own reconnect logic; it reports what happens to it, one JSON object a line.
// node client.mjs URL TRANSPORT CHANNEL TOKEN PACKAGES
import { createRequire } from "node:module";

const [url, transport, channel, token, packages] = process.argv.slice(2);
const { io } = createRequire(`${packages}/`)("socket.io-client");
const report = (event, details = {}) => process.stdout.write(`${JSON.stringify({ event, ...details })}\n`);

const socket = io(url, { transports: [transport], auth: { token }, reconnectionDelay: 100, reconnectionDelayMax: 500 });
socket.on("connect", async () => report("subscribed", await socket.emitWithAck("subscribe", channel)));
socket.on("publication", (publication) => report("publication", publication));
socket.on("disconnect", (reason) => report("disconnect", { reason, returns: socket.active }));
socket.on("connect_error", ({ message }) => report("refused", { message, returns: socket.active }));
