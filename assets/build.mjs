// node assets/build.mjs OUT_FOLDER OUT_CPP: compiles the styles and the script, copies the pictures, and writes all of
// them as C++ (onepot::web::embedded_files()), so that the binary serves them from memory. Fails when a file is over its
// ceiling: an old phone on a slow line has to fetch it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const [, , folder, cpp] = process.argv
const ceiling = { 'onepot.css': 30 * 1024, 'onepot.js': 20 * 1024 }

function styles() {
  // Compressed by sass alone: esbuild's minifier rewrites some of GOV.UK Frontend's rules.
  const result = sass.compile(join(here, 'styles/onepot.scss'), {
    loadPaths: [join(here, '../node_modules/govuk-frontend/dist')],
    style: 'compressed',
    quietDeps: true
  })
  return Buffer.from(result.css)
}

function script() {
  const result = buildSync({
    entryPoints: [join(here, 'scripts/onepot.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2017',
    legalComments: 'none',
    write: false
  })
  return Buffer.from(result.outputFiles[0].contents)
}

function pictures(from = join(here, 'images')) {
  return readdirSync(from, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory()
        ? pictures(join(from, entry.name))
        : [[relative(here, join(from, entry.name)), readFileSync(join(from, entry.name))]]
    )
}

const files = [['onepot.css', styles()], ['onepot.js', script()], ...pictures()]
for (const [name, bytes] of files) {
  const packed = gzipSync(bytes, { level: 9 }).length
  if (ceiling[name]) console.log(`${name}: ${bytes.length} bytes, ${packed} gzipped (at most ${ceiling[name]})`)
  if (packed > (ceiling[name] ?? 20 * 1024)) {
    console.error(`${name} is over its ceiling`)
    process.exit(1)
  }
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), bytes)
}

// Octal escapes of three digits are never ambiguous, and a compiler reads a string far faster than a list of numbers.
function literal(bytes) {
  let out = '"'
  for (const byte of bytes) {
    if (byte === 0x22 || byte === 0x5c) out += '\\' + String.fromCharCode(byte)
    else if (byte >= 0x20 && byte < 0x7f && byte !== 0x3f) out += String.fromCharCode(byte)
    else out += '\\' + byte.toString(8).padStart(3, '0')
  }
  return out + '"'
}

const entries = files.map(
  ([name, bytes]) => `    EmbeddedFile{"/assets/${name}", std::string_view(${literal(bytes)}, ${bytes.length})},`
)
writeFileSync(
  cpp,
  `// Made by assets/build.mjs.
#include "onepot/web/embedded_files.h"

#include <array>

namespace onepot::web {
namespace {

constexpr std::array<EmbeddedFile, ${files.length}> files{{
${entries.join('\n')}
}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return files; }

}  // namespace onepot::web
`
)
