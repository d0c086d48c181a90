// Ably's own SDK, with Ably on this machine.
import { createRequire } from "node:module";

const real = createRequire(`${process.env.PACKAGES}/`)("ably");

export class Realtime extends real.Realtime {
  constructor(options) {
    super({
      ...options,
      endpoint: "127.0.0.1",
      port: Number(process.env.PROVIDER_PORT),
      tls: false,
      fallbackHosts: [],
      useBinaryProtocol: false,
      disableConnectivityCheck: true,
      transports: ["web_socket"],
    });
  }
}
