// Runs tests/cases/*.case: plain text that a finance officer can read and write. docs/cases.md tells the language.
// node tests/cases/run.mjs --onepot BINARY [--counts FILE] [PART OF A NAME]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const forms = [
  ['given-file', /^given file (\S+)$/, 'block'],
  ['given-copy', /^given file (\S+) from (\S+)$/],
  ['given-input', /^given input$/, 'block'],
  ['when', /^when onepot (.+)$/],
  ['prints', /^then it prints$/, 'block'],
  ['prints-nothing', /^then it prints nothing$/],
  ['says', /^then it says$/, 'block'],
  ['says-nothing', /^then it says nothing$/],
  ['exit', /^then exit is ([0-3])$/],
  ['file', /^then file (\S+) is$/, 'block'],
  ['file-gone', /^then there is no file (\S+)$/],
]

class Wrong extends Error {}

/// A case as a list of steps {kind, line, argument, block}; lines at the margin that begin no step are prose.
export function read(text) {
  const lines = text.replace(/\r\n/g, '\n').split('\n')
  const steps = []
  let open = null // the step whose block is being read
  lines.forEach((line, i) => {
    if (open && (/^ {2}/.test(line) || line.trim() === '')) {
      open.block.push(line.slice(2))
      return
    }
    open = null
    if (/^\s/.test(line) && line.trim()) throw new Wrong(`line ${i + 1}: indented text belongs under a "given" or a "then"`)
    if (!/^(given|when|then)\b/.test(line)) return
    for (const [kind, pattern, block] of forms) {
      const found = pattern.exec(line.trimEnd())
      if (!found) continue
      const step = { kind, line: i + 1, argument: found[1], second: found[2], block: block ? [] : null }
      steps.push(step)
      if (block) open = step
      return
    }
    throw new Wrong(`line ${i + 1}: "${line.trim()}" is no step; docs/cases.md lists them`)
  })
  for (const step of steps) while (step.block?.length && step.block.at(-1).trim() === '') step.block.pop()
  if (!steps.some((step) => step.kind === 'when')) throw new Wrong('there is no "when onepot …" line')
  return { title: lines[0].trim(), steps }
}

/// Splits as a shell would at blanks, with 'single' and "double" quotes; nothing is expanded.
export function words(text) {
  const out = []
  for (const [word] of text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)) out.push(word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'))
  return out
}

/// True where the lines are as expected: "..." alone stands for any lines, inside a line for any text.
export function same(expected, got) {
  const pattern = (line) =>
    new RegExp('^' + line.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*') + '$', 'u')
  const reach = expected.reduce(
    (at, line) => {
      if (line.trim() === '...') return at.map((_, i) => at.slice(0, i + 1).some(Boolean))
      const wanted = pattern(line.trimEnd())
      return at.map((_, i) => i > 0 && at[i - 1] && wanted.test(got[i - 1].trimEnd()))
    },
    [true, ...got.map(() => false)],
  )
  return reach.at(-1)
}

/// The two texts line by line: "-" only expected, "+" only there.
function difference(expected, got) {
  const table = Array.from({ length: expected.length + 1 }, () => new Array(got.length + 1).fill(0))
  for (let i = expected.length - 1; i >= 0; i--)
    for (let j = got.length - 1; j >= 0; j--)
      table[i][j] = same([expected[i]], [got[j]]) ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1])
  const out = []
  for (let i = 0, j = 0; i < expected.length || j < got.length; ) {
    if (i < expected.length && j < got.length && same([expected[i]], [got[j]])) out.push(`    ${expected[i++]}`, ...(j++, []))
    else if (j < got.length && (i === expected.length || table[i][j + 1] >= table[i + 1][j])) out.push(`  + ${got[j++]}`)
    else out.push(`  - ${expected[i++]}`)
  }
  return out.slice(0, 80).join('\n')
}

const split = (text) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

/// Runs the steps in a folder of their own; throws Wrong at the first that does not hold.
function run(steps, onepot, folder) {
  const inside = (name) => {
    const path = resolve(folder, name)
    if (!path.startsWith(folder + sep)) throw new Wrong(`file ${name} is outside the case's own folder`)
    return path
  }
  let last = null
  let input = ''
  const exitHolds = () => {
    if (last && !last.exitAsked && last.status !== 0)
      throw new Wrong(`line ${last.line}: exit was ${last.status}, and no "then exit is" expects it\n${last.stderr}`)
  }
  const hold = (step, what, got) => {
    if (!same(step.block ?? [], got)) throw new Wrong(`line ${step.line}: ${what} is not as written\n${difference(step.block ?? [], got)}`)
  }
  for (const step of steps) {
    if (step.kind.startsWith('given') || step.kind === 'when') exitHolds()
    else if (!last) throw new Wrong(`line ${step.line}: "then" before any "when"`)
    if (step.kind === 'given-file') {
      mkdirSync(dirname(inside(step.argument)), { recursive: true })
      writeFileSync(inside(step.argument), step.block.map((line) => line + '\n').join(''))
    } else if (step.kind === 'given-copy') {
      mkdirSync(dirname(inside(step.argument)), { recursive: true })
      writeFileSync(inside(step.argument), readFileSync(join(here, step.second)))
    } else if (step.kind === 'given-input') {
      input = step.block.map((line) => line + '\n').join('')
    } else if (step.kind === 'when') {
      const done = spawnSync(onepot, words(step.argument), {
        cwd: folder, input, encoding: 'utf8', timeout: 300_000, maxBuffer: 64 << 20,
        env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC', HOME: folder },
      })
      if (done.error || done.status === null) throw new Wrong(`line ${step.line}: the command ended badly: ${done.error ?? done.signal}\n${done.stderr}`)
      last = { ...done, line: step.line, exitAsked: false }
      input = ''
    } else if (step.kind.startsWith('prints')) hold(step, 'what it prints', split(last.stdout))
    else if (step.kind.startsWith('says')) hold(step, 'what it says', split(last.stderr))
    else if (step.kind === 'exit') {
      last.exitAsked = true
      if (last.status !== Number(step.argument))
        throw new Wrong(`line ${step.line}: exit was ${last.status}, not ${step.argument}\n${last.stderr}`)
    } else if (step.kind === 'file') {
      if (!existsSync(inside(step.argument))) throw new Wrong(`line ${step.line}: there is no file ${step.argument}`)
      hold(step, `file ${step.argument}`, split(readFileSync(inside(step.argument), 'utf8')))
    } else if (existsSync(inside(step.argument))) throw new Wrong(`line ${step.line}: there is a file ${step.argument}`)
  }
  exitHolds()
}

const here = dirname(fileURLToPath(import.meta.url))

function main(args) {
  const option = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined)
  const onepot = resolve(option('--onepot') ?? process.env.ONEPOT ?? join(here, '../../build/release/onepot'))
  const counts = option('--counts')
  let passed = 0
  let failed = 0
  const folders = ['', ...readdirSync(here, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name)]
  const files = folders.flatMap((folder) => readdirSync(join(here, folder)).map((name) => join(folder, name)))
  for (const name of files.filter((f) => f.endsWith('.case') && f.includes(args[0] ?? '')).sort()) {
    const folder = mkdtempSync(join(tmpdir(), 'onepot-case-'))
    try {
      const { title, steps } = read(readFileSync(join(here, name), 'utf8'))
      run(steps, onepot, folder)
      passed++
      console.log(`ok      ${name}: ${title}`)
    } catch (wrong) {
      if (!(wrong instanceof Wrong)) throw wrong
      failed++
      console.log(`FAILED  ${name}: ${wrong.message}`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  if (counts) writeFileSync(counts, `${passed} ${failed} 0\n`)
  console.log(`cases: ${passed} passed, ${failed} failed`)
  return failed ? 1 : 0
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) process.exit(main(process.argv.slice(2)))
