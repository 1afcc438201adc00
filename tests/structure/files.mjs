// What the structure tests read: the files of the tree, and the rooms as CMakeLists.txt lists them.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

export const text = (path) => readFileSync(join(root, path), 'utf8')

/// Paths below a folder, relative to the root, in order.
export function below(folder, wanted = () => true) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: false })
    .flatMap((entry) => {
      const path = relative(root, join(root, folder, entry.name))
      return entry.isDirectory() ? below(path, wanted) : [path]
    })
    .filter(wanted)
    .sort()
}

export const isCode = (path) => /\.(cpp|h)$/.test(path)
export const isTest = (path) => /_test\.cpp$/.test(path)

/// Map of a room's name to the rooms it USES.
export function rooms() {
  const found = new Map()
  for (const [, name, rest] of text('CMakeLists.txt').matchAll(/^onepot_room\((\w+)([^)]*)\)/gm)) {
    const uses = /\bUSES\b([^)]*?)(?:\bLIBS\b|$)/s.exec(rest)?.[1] ?? ''
    found.set(name, uses.trim().split(/\s+/).filter(Boolean))
  }
  return found
}

/// The code with comments blanked and, where asked, string literals too; lines stay where they are.
export function stripped(code, { strings = false } = {}) {
  return code.replace(
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"(\w*)\([\s\S]*?\)\1"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'/g,
    (part) => (part.startsWith('/') || strings ? part.replace(/[^\n]/g, ' ') : part),
  )
}

/// "path:line" of every match.
export function places(path, code, pattern) {
  return [...code.matchAll(pattern)].map((m) => `${path}:${code.slice(0, m.index).split('\n').length}: ${m[0].trim()}`)
}
