// Builds the pages' styles and copies the design system's script into ../static/built.
// Everything is written beside it first and moved at the end, so that no half build is served.
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, NodePackageImporter } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static", "built");
const fresh = `${target}.new`;
const quiet = { warn() {}, debug() {} };

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
for (const sheet of ["govuk", "moj", "redress"]) {
  const made = compile(join(here, `${sheet}.scss`), {
    style: "compressed",
    loadPaths: [here, join(here, "node_modules")],
    importers: [new NodePackageImporter(here)],
    logger: quiet,
  });
  writeFileSync(join(fresh, `${sheet}.css`), made.css);
}
const script = "dist/govuk/govuk-frontend.min.js";
copyFileSync(join(here, "node_modules", "govuk-frontend", script), join(fresh, "govuk-frontend.min.js"));
const versions = {};
for (const name of ["govuk-frontend", "@ministryofjustice/frontend"]) {
  versions[name] = JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"))).version;
}
writeFileSync(join(fresh, "versions.json"), JSON.stringify(versions, null, 1));
if (existsSync(target)) rmSync(target, { recursive: true });
renameSync(fresh, target);
