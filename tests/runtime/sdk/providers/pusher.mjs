// Pusher's own SDK, with Pusher on this machine.
import { createRequire } from "node:module";

const Pusher = createRequire(`${process.env.PACKAGES}/`)("pusher-js");

export default class extends Pusher {
  constructor(key, options) {
    super(key, {
      ...options,
      wsHost: "127.0.0.1",
      wsPort: Number(process.env.PROVIDER_PORT),
      forceTLS: false,
      enabledTransports: ["ws"],
    });
  }
}
