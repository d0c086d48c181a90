// A client that does what client-contract.json says, and reports what happens to it, one JSON object a line.
// node client.mjs CONTRACT URL CONNECTION CHANNEL PACKAGES; tokens are asked for on standard output and read from
// standard input, one a line; `publish TEXT` publishes, and the end of the input ends the client.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [contractFile, url, connectionId, channel, packages] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const { Centrifuge } = require("centrifuge");
const { EventSource } = require("eventsource");
const WebSocket = require("ws");

const contract = JSON.parse(readFileSync(contractFile, "utf8"));
const connection = contract.connections[connectionId];
const feature = contract.features[channel.split(":")[0]];
const started = performance.now();
const report = (event, details = {}) =>
  process.stdout.write(`${JSON.stringify({ event, ms: Math.round(performance.now() - started), ...details })}\n`);

const asked = [];
const token = (of) => new Promise((answer) => { asked.push(answer); report("token", { of }); });
const at = ({ scheme, path }) => url.replace(/^http/, scheme) + path;

const client = new Centrifuge(
  connection.transports.map((each) => ({ transport: each.transport, endpoint: at(each) })),
  {
    ...connection.sdk_options,
    emulationEndpoint: url + connection.emulation_path,
    getToken: () => token("connection"),
    websocket: WebSocket,
    eventsource: EventSource,
  },
);
client.on("connecting", ({ code }) => {
  report("connecting", { code });
  if (contract.tokens.connection.new_for_each_connect) client.setToken("");
});
client.on("connected", ({ transport }) => report("connected", { transport }));
client.on("disconnected", ({ code }) => report("disconnected", { code }));
client.on("error", ({ type, error }) => report("error", { type, code: error.code }));

const subscription = client.newSubscription(
  channel,
  feature.channel.access === "token" ? { getToken: () => token("subscription") } : {},
);
subscription.on("publication", ({ data }) => report("publication", { data }));
subscription.on("subscribed", ({ wasRecovering, recovered }) => report("subscribed", { wasRecovering, recovered }));
subscription.on("error", ({ error }) => report("error", { type: "subscription", code: error.code }));
subscription.subscribe();
client.connect();

createInterface({ input: process.stdin })
  .on("line", (line) => asked.shift()(line))
  .on("close", () => { client.disconnect(); process.exit(0); });
