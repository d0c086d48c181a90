// Holds Mermaid diagrams to Mermaid's own parser: a JSON list of them on standard input, a list of verdicts on standard
// output. The argument is the folder whose node_modules has the parser.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { JSDOM } = createRequire(join(folder, "package.json"))("jsdom");
const dom = new JSDOM("");
globalThis.window = dom.window;
globalThis.document = dom.window.document;
const { default: mermaid } = await import(
  pathToFileURL(join(folder, "node_modules", "mermaid", "dist", "mermaid.core.mjs"))
);

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const verdicts = [];
for (const diagram of JSON.parse(Buffer.concat(chunks).toString("utf-8"))) {
  try {
    verdicts.push((await mermaid.parse(diagram)).diagramType);
  } catch (error) {
    verdicts.push(`refused: ${error.message}`);
  }
}
process.stdout.write(JSON.stringify(verdicts));
