// A renderer that waits for lines on its standard input and renders once for each: prints the milliseconds of CPU that it took.
// node peers.mjs <node_modules> <renderer> <template.docx> <data.json> <out.docx>
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [modules, renderer, template, data, output] = process.argv.slice(2);
const require = createRequire(modules + "/");
const content = readFileSync(template);
const values = JSON.parse(readFileSync(data, "utf-8"));

const RENDERERS = {
  docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return async () => {
      const made = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
      made.render(values);
      return made.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler();
    return () => handler.process(content, values);
  },
  carbone() {
    const carbone = require("carbone");
    return () =>
      new Promise((done, failed) =>
        carbone.render(template, values, (error, made) => (error ? failed(error) : done(made))),
      );
  },
};

const render = RENDERERS[renderer]();
for await (const line of createInterface({ input: process.stdin })) {
  const begun = process.cpuUsage();
  const made = await render();
  const { user, system } = process.cpuUsage(begun);
  console.log((user + system) / 1000);
  if (line === "last") writeFileSync(output, made);
}
process.exit(0);
