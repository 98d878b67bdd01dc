// Builds what the site serves: npm ci && npm run build
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import * as esbuild from "esbuild"
import * as sass from "sass"

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, "..", "..", "static")
const modules = join(here, "node_modules")
mkdirSync(join(out, "fonts"), { recursive: true })

for (const sheet of ["casework", "print"]) {
  const { css } = sass.compile(join(here, "scss", `${sheet}.scss`), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true
  })
  // One more pass: esbuild shortens values and merges rules that sass leaves alone.
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: ["chrome100", "firefox100", "safari15"] })
  writeFileSync(join(out, `${sheet}.css`), code)
}

for (const script of ["casework", "early", "phone", "phone-worker"]) {
  await esbuild.build({
    entryPoints: [join(here, "js", `${script}.js`)],
    bundle: true,
    minify: true,
    format: ["early", "phone-worker"].includes(script) ? "iife" : "esm",
    target: ["chrome100", "firefox100", "safari15"],
    nodePaths: [modules],
    legalComments: "none",
    outfile: join(out, `${script}.js`)
  })
}

const fonts = join(modules, "@fontsource-variable", "atkinson-hyperlegible-next", "files")
for (const script of ["latin", "latin-ext"]) {
  for (const slope of ["normal", "italic"]) {
    const name = `atkinson-hyperlegible-next-${script}-wght-${slope}.woff2`
    copyFileSync(join(fonts, name), join(out, "fonts", name))
  }
}

// Pictures of the easy-read pages: our name for each, and its code in OpenMoji.
const pictures = {
  agree: "1F44D", calendar: "1F4C5", community: "1F3D8", cooking: "1F373", done: "2705", goal: "1F3AF", hands: "1F91D",
  health: "1F34E", heart: "2764", help: "1F6DF", home: "1F3E0", learning: "1F4D6", look: "1F440", money: "1F4B7",
  people: "1F465", rain: "1F327", step: "1F463", sun: "2600", talk: "1F4AC", work: "1F4BC",
  animal: "1F415", bed: "1F6CF", bus: "1F68C", clean: "1F9F9", clock: "23F0", computer: "1F4BB", doctor: "1FA7A",
  drink: "2615", family: "1F46A", garden: "1F331", happy: "1F60A", letter: "2709", music: "1F3B5", phone: "1F4DE",
  sad: "1F622", shop: "1F6D2", sport: "26BD", walk: "1F6B6", wash: "1F6BF", write: "1F4DD"
}
mkdirSync(join(out, "pictures"), { recursive: true })
for (const [name, code] of Object.entries(pictures)) {
  copyFileSync(join(modules, "openmoji", "color", "svg", `${code}.svg`), join(out, "pictures", `${name}.svg`))
}

for (const name of ["casework.css", "print.css", "casework.js", "early.js", "phone.js", "phone-worker.js"]) {
  console.log(name, readFileSync(join(out, name)).length, "bytes")
}
