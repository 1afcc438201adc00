// performance-table.mjs DIR [FILE]: turns the results of a ./measure run into Markdown tables, on standard output and into FILE. Where the
// run was of some parts only, FILE keeps the others as they are, and each part measured says when and at which commit.
// DIR holds Google Benchmark's JSON, and tab-separated lines of the scripts: what, figure, asked for, remark.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { basename, join } from 'node:path'

const [dir, file] = process.argv.slice(2)
const command = (...words) => execFileSync(words[0], words.slice(1), { encoding: 'utf8' }).trim()
const figure = (n) => (Math.abs(n) >= 1000 ? Math.round(n).toLocaleString('en-GB') : Number(n.toPrecision(3)).toString())

function fromBenchmark(path) {
  const known = new Set(['name', 'run_name', 'run_type', 'family_index', 'per_family_instance_index', 'repetitions', 'repetition_index', 'threads',
    'iterations', 'real_time', 'cpu_time', 'time_unit', 'label', 'aggregate_name', 'aggregate_unit'])
  return JSON.parse(readFileSync(path, 'utf8')).benchmarks.map((b) => {
    if (b.error_occurred) return [b.name, 'failed', '', b.error_message]
    const counters = Object.entries(b).filter(([key]) => !known.has(key)).map(([key, value]) => `${key.replaceAll('_', ' ')} ${figure(value)}`)
    const [, asked = '', label = b.label] = /^asked for: ([^;]*)(?:; )?(.*)$/.exec(b.label ?? '') ?? []
    return [b.name.replace(/\/(process_time|real_time|iterations:\d+)/g, ''), `${figure(b.real_time)} ${b.time_unit}`, asked, [label, ...counters].filter(Boolean).join('; ')]
  })
}

const fromLines = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean).map((line) => [...line.split('\t'), '', '', ''].slice(0, 4))

const sections = readdirSync(dir)
  .filter((name) => /\.(json|tsv)$/.test(name))
  .sort()
  .map((name) => {
    const rows = name.endsWith('.json') ? fromBenchmark(join(dir, name)) : fromLines(join(dir, name))
    const title = basename(name).replace(/(_bench)?\.\w+$/, '').replaceAll(/[-_]/g, ' ')
    return {
      title: title[0].toUpperCase() + title.slice(1),
      table: `| what | figure | asked for | remark |\n|---|---|---|---|\n` + rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n'),
    }
  })

const system = /PRETTY_NAME="([^"]+)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${system}; ${command('clang++-19', '--version').split('\n')[0]}`
const commit = command('git', 'rev-parse', '--short', 'HEAD')
const dirty = command('git', 'status', '--porcelain', '--untracked-files=no') ? ' with changes' : ''
const today = `${new Date().toISOString().slice(0, 10)}; commit ${commit}${dirty}`

/// The page as it is, with the parts that were measured in place of what was said of them; nothing where all were.
function together(path) {
  const [before, ...parts] = readFileSync(path, 'utf8').split(/^(?=## )/m)
  const measured = new Map(sections.map((s) => [s.title, `## ${s.title}\n\nMeasured on ${today}; ${machine}.\n\n${s.table}\n\n`]))
  const title = (part) => part.slice(3).split('\n')[0]
  if (sections.length === 0 || parts.every((part) => measured.has(title(part)))) return undefined
  const kept = parts.map((part) => measured.get(title(part)) ?? `${part.trimEnd()}\n\n`)
  const fresh = [...measured].filter(([name]) => !parts.some((part) => title(part) === name)).map(([, text]) => text)
  return `${before}${[...kept, ...fresh].join('')}`.trimEnd() + '\n'
}

const page = (file && existsSync(file) ? together(file) : undefined) ?? `# How fast it is

\`./measure --write\` fills this page: each figure as it came, with the machine and the date. No figure here is written by hand.

- Machine: ${machine}
- Date: ${today}

${sections.map((s) => `## ${s.title}\n\n${s.table}`).join('\n\n') || 'Nothing was measured.'}
`
process.stdout.write(page)
if (file) writeFileSync(file, page)
