// Supabase's own SDK, with Supabase on this machine.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.PACKAGES}/`);

export const createClient = (_, key, options) =>
  require("@supabase/supabase-js").createClient(`http://127.0.0.1:${process.env.PROVIDER_PORT}`, key, {
    ...options,
    realtime: { transport: require("ws") },
  });
