// A gateway of a team's own: Socket.IO with its Redis adapter, as the README of a stack asks for it.
// node server.mjs PACKAGES; all else comes by environment, as the task's container has it.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const require = createRequire(`${process.argv[2]}/`);
const { createAdapter, createShardedAdapter } = require("@socket.io/redis-adapter");
const { createRemoteJWKSet, jwtVerify } = require("jose");
const { Counter, Gauge, register } = require("prom-client");
const { createClient, createCluster } = require("redis");
const { Server } = require("socket.io");

const told = process.env;
const number = (name) => Number(told[name]);
const origins = told.ALLOWED_ORIGINS.split(" ").filter(Boolean);
let draining = false;

const tokens = told.TOKEN_JWKS_URL
  ? { key: createRemoteJWKSet(new URL(told.TOKEN_JWKS_URL)), algorithms: ["RS256", "ES256"] }
  : { key: new TextEncoder().encode(told.TOKEN_SECRET), algorithms: ["HS256"] };
const claimsOf = async (token) => {
  const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience } = told;
  const { payload } = await jwtVerify(token, tokens.key, { algorithms: tokens.algorithms, issuer, audience });
  return payload;
};

// A bucket of one second: MAX_CONNECT_RATE handshakes, refilled as time goes by.
const rate = number("MAX_CONNECT_RATE");
let bucket = { left: rate, at: performance.now() };
const withinRate = () => {
  const now = performance.now();
  bucket = { left: Math.min(rate, bucket.left + ((now - bucket.at) / 1000) * rate), at: now };
  return (bucket.left -= 1) >= 0;
};
const isNew = (request) => !new URL(request.url, "http://gateway").searchParams.has("sid");
const mayConnect = (request) => {
  const { origin } = request.headers;
  if (origin && !origins.includes(origin)) return "origin";
  if (!isNew(request)) return null;
  if (draining) return "draining";
  if (io.engine.clientsCount >= number("MAX_CONNECTIONS")) return "full";
  return withinRate() ? null : "rate";
};

const clients = createServer();
const io = new Server(clients, {
  allowRequest: (request, answer) => { const reason = mayConnect(request); answer(reason, reason === null); },
  connectTimeout: 5_000,
  cors: { origin: origins, credentials: true },
  // The client's answer comes before the next interval begins: a fifth is left for its way.
  pingInterval: number("HEARTBEAT_SECONDS") * 800,
  pingTimeout: 8_000,
  serveClient: false,
});

const accepted = new Counter({ name: "live_connections_accepted_total", help: "Connections accepted" });
const sent = new Counter({ name: "live_messages_sent_total", help: "Messages sent to clients" });
new Gauge({
  name: "live_connections",
  help: "Connections now",
  collect() { this.set(io.engine.clientsCount); },
});
io.engine.on("connection", (connection) => {
  accepted.inc();
  connection.on("packetCreate", ({ type }) => { if (type === "message") sent.inc(); });
});

io.use(async (socket, next) => {
  try {
    socket.data.claims = await claimsOf(socket.handshake.auth.token);
    next();
  } catch {
    next(new Error("token"));
  }
});
io.on("connection", (socket) => {
  socket.on("subscribe", async (channel, answer) => {
    const allowed = socket.data.claims.channels?.includes(channel) ?? false;
    if (allowed) await socket.join(channel);
    answer({ allowed });
  });
});

const connectRedis = async () => {
  if (!told.REDIS_URL) return;
  const { REDIS_USERNAME: username, REDIS_PASSWORD: password, REDIS_PREFIX: prefix } = told;
  const cluster = told.REDIS_MODE === "cluster";
  const pub = cluster
    ? createCluster({ rootNodes: [{ url: told.REDIS_URL }], defaults: { username, password } })
    : createClient({ url: told.REDIS_URL, username, password });
  const sub = pub.duplicate();
  for (const each of [pub, sub]) each.on("error", (error) => console.error("redis", error.message));
  await Promise.all([pub.connect(), sub.connect()]);
  io.adapter(
    cluster
      ? createShardedAdapter(pub, sub, { channelPrefix: `${prefix}.live`, subscriptionMode: "dynamic" })
      : createAdapter(pub, sub, { key: `${prefix}.live` }),
  );
};

const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
};
const internal = createServer(async (request, response) => {
  const answer = (status, text = "") => response.writeHead(status).end(text);
  if (request.url === "/healthz") return answer(draining ? 503 : 200);
  if (request.url === "/internal/metrics") return answer(200, await register.metrics());
  if (request.method !== "POST" || request.url !== "/publish") return answer(404);
  if (request.headers["x-api-key"] !== told.PUBLISH_KEY) return answer(401);
  const { channel, data } = await bodyOf(request);
  io.to(channel).emit("publication", { channel, data });
  answer(202);
});

process.once("SIGTERM", async () => {
  draining = true;
  clients.close();
  // Over half of the time, so that not all come back at once; the end of the transport makes a client come back.
  const open = [...io.of("/").sockets.values()];
  const pause = (number("SHUTDOWN_SECONDS") * 500) / Math.max(1, open.length);
  for (const socket of open) {
    await sleep(pause);
    socket.conn.close();
  }
  process.exit(0);
});

await connectRedis();
clients.listen(number("PORT"));
internal.listen(number("INTERNAL_PORT"));
