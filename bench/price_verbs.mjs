// A year of a million spells priced and settled, and groups made of a million people beside R's rpart: whole processes, from
// CSV to CSV. Prints tab-separated lines for ./measure: what, figure, asked for, remark.
//   node bench/price_verbs.mjs [--rows 1000000] [--cap SECONDS] [--only value,reconcile,design]
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, cap: { type: 'string', default: '400' }, only: { type: 'string', default: 'value,reconcile,design' } },
})
const count = Number(options.rows)
const only = options.only.split(',')
const here = dirname(fileURLToPath(import.meta.url))
const onepot = process.env.ONEPOT ?? join(here, '../build/release/onepot')
const folder = mkdtempSync(join(process.env.ONEPOT_BENCH_DIR ?? tmpdir(), 'onepot-price-'))
const print = (...cells) => console.log(cells.join('\t'))
const number = (n) => Math.round(n).toLocaleString('en-GB')
const file = (name) => join(folder, name)

let state = 20260401
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 4294967296) * n)
}

/// Seconds, processor seconds and the most memory held, in MiB; nothing where the cap came first.
async function timed(program, args, cap = 0) {
  const from = process.hrtime.bigint()
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let most = 0
  let said = ''
  child.stderr.on('data', (text) => (said += text))
  const watch = setInterval(() => {
    try {
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0))
    } catch {}
  }, 5)
  let stopped = false
  const limit = cap > 0 ? setTimeout(() => (stopped = true) && child.kill('SIGKILL'), cap * 1000) : undefined
  const [code] = await once(child, 'exit')
  const seconds = Number(process.hrtime.bigint() - from) / 1e9
  clearInterval(watch)
  clearTimeout(limit)
  if (stopped) return undefined
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${said}`)
  return { seconds, mib: most / 1024 }
}

/// Lines from a function, many at a time.
function write(path, header, rows, line) {
  const out = openSync(path, 'w')
  let lines = [header]
  for (let i = 0; i < rows; ++i) {
    lines.push(line(i))
    if (lines.length === 20000) {
      writeSync(out, lines.join('\n') + '\n')
      lines = []
    }
  }
  writeSync(out, lines.length > 0 ? lines.join('\n') + '\n' : '')
  closeSync(out)
}

const providers = Array.from({ length: 40 }, (_, i) => `P${10 + i}`)
const units = Array.from({ length: 2400 }, (_, i) => `U${1000 + i}`)
const pods = ['day', 'planned', 'emergency']

function writeTariff() {
  mkdirSync(file('tariff'), { recursive: true })
  writeFileSync(file('tariff/tariff.json'), JSON.stringify({ form: 'activity', id: 'bench', name: 'bench', version: '1', currency: 'bench', from: '2026-04-01',
    until: '2027-03-31', status: 'live', source: 'made', owner: 'made', short_stay_when: 'los<=1 & age>=19' }))
  write(file('tariff/prices.csv'), 'group,pod,price,short_stay,trim,long_stay_day', units.length * pods.length, (i) => {
    const pod = pods[i % 3]
    return `${units[Math.floor(i / 3)]},${pod},${300 + below(9000)}.00,${pod === 'emergency' ? `${100 + below(200)}.00` : ''},${3 + below(30)},${200 + below(100)}.00`
  })
  write(file('tariff/mff.csv'), 'provider,mff', providers.length, (i) => `${providers[i]},1.${100000 + below(99999)}`)
  writeFileSync(file('tariff/adjustments.csv'), 'adjustment,groups,pods,when,kind,value,words,source\nchildren,*,*,age=0..18,top-up,12.5%,made,made\nlocal,U1*,*,,factor,0.98,made,made\n')
  writeFileSync(file('tariff/terms.csv'), 'line,provider,groups,pods,term,threshold,share,words,source\nemergency,*,*,emergency,marginal,100%,0.7,made,made\nplanned,*,*,day|planned,cap,110%,,made,made\n')
}
const spell = (i) =>
  `s${i},${providers[below(providers.length)]},${units[below(units.length)]},${pods[below(3)]},${below(12)},${below(100)},2026-${String(4 + below(9)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`

async function value() {
  write(file('spells.csv'), 'record,provider,group,pod,los,age,discharge_date', count, spell)
  await timed('cp', [file('spells.csv'), file('copy.csv')])
  const copied = await timed('cp', [file('spells.csv'), file('copy.csv')])
  const verb = (threads, out) => ['price', 'value', '--tariff', file('tariff'), '--threads', String(threads), file('spells.csv'), '--out', file(out)]
  const one = await timed(onepot, verb(1, 'one.csv'))
  const two = await timed(onepot, verb(2, 'valued.csv'))
  if (!readFileSync(file('one.csv')).equals(readFileSync(file('valued.csv')))) throw new Error('one thread and two give different bytes')
  print(`${number(count)} spells priced, CSV to CSV`, `${two.seconds.toFixed(2)} s`, 'at least 400,000 a second', `${number(count / two.seconds)} a second; ${number(two.mib)} MiB; ${(statSync(file('spells.csv')).size / 2 ** 20).toFixed(0)} MiB in`)
  print('the same with one thread', `${one.seconds.toFixed(2)} s`, 'at least 1.8 × two', `${(one.seconds / two.seconds).toFixed(2)} ×; the same bytes; cp of the input ${copied.seconds.toFixed(2)} s`)
}

async function reconcile() {
  write(file('expected.csv'), 'provider,group,pod,activity', 40000, (i) => `${providers[i % 40]},${units[Math.floor(i / 40) % units.length]},${pods[below(3)]},${12 + below(30)}`)
  const planned = await timed(onepot, ['price', 'plan', '--tariff', file('tariff'), file('expected.csv'), '--year', '2026-04-01', '--out', file('plan.csv')])
  const base = ['price', 'reconcile', '--plan', file('plan.csv'), '--actual', file('valued.csv')]
  const first = await timed(onepot, [...base, '--out', file('first.csv')])
  const again = await timed(onepot, [...base, '--posted', file('first.csv'), '--out', file('again.csv')])
  const left = readFileSync(file('again.csv'), 'utf8').trim().split('\n').length - 1
  if (left !== 0) throw new Error(`run again, ${left} adjustments are posted`)
  const rows = readFileSync(file('first.csv'), 'utf8').trim().split('\n').length - 1
  print('a plan of 480,000 months of units', `${planned.seconds.toFixed(2)} s`, '', '40 providers, terms on two lines of each')
  print(`a year of ${number(count)} spells reconciled`, `${first.seconds.toFixed(2)} s`, 'under 5 s', `${number(rows)} adjustments; ${number(first.mib)} MiB`)
  print('the same again, with those posted', `${again.seconds.toFixed(2)} s`, 'nothing posted', `${left} adjustments`)
}

const script = `library(rpart)
a <- commandArgs(TRUE)
d <- read.csv(a[1], stringsAsFactors = TRUE)
from <- proc.time()
f <- rpart(cost ~ ., d, method = "anova", control = rpart.control(minbucket = 30, minsplit = 60, cp = 0, xval = 0, maxcompete = 0, maxsurrogate = 0))
t <- f$cptable
p <- prune(f, cp = t[max(which(t[, "nsplit"] + 1 <= 20)), "CP"])
tree <- (proc.time() - from)[3]
l <- p$frame[p$frame$var == "<leaf>", ]
cat(tree, sprintf("%d %.2f", l$n, l$yval)[order(l$yval)], sep = "\\n", file = a[2])
`

async function design() {
  const names = Array.from({ length: 20 }, (_, k) => `x${k}`)
  write(file('costs.csv'), names.join() + ',cost', count, () => {
    const x = names.map((_, k) => (k < 6 ? below(80) : k < 12 ? (below(100000) / 100).toFixed(2) : k < 16 ? (below(3) === 0 ? 'yes' : 'no') : 'abcdefgh'[below(8)]))
    const pence = 10000 + (x[0] > 64 ? 30000 : 0) + x[1] * (x[16] < 'c' ? 300 : 900) + (Number(x[6]) > 330 ? 15000 : 0) + (x[12] === 'yes' ? 14000 : 0) +
      (x[17] > 'e' ? 8000 : 0) + below(40000) + below(40000) + below(40000)
    return `${x.join()},${(pence / 100).toFixed(2)}`
  })
  const args = ['price', 'design', file('costs.csv'), '--cost', 'cost', '--by', names.join(), '--min-group', '30', '--max-groups', '20', '--holdout', '0', '--samples', '0', '--out', file('groups'), '--json']
  const from = process.hrtime.bigint()
  const ours = spawnSync(onepot, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  const seconds = Number(process.hrtime.bigint() - from) / 1e9
  if (ours.status !== 0) throw new Error(ours.stderr)
  print(`groups of ${number(count)} people × 20 columns`, `${seconds.toFixed(2)} s`, '', 'the whole process, with reading its CSV')
  if (spawnSync('Rscript', ['-e', 'library(rpart)']).status !== 0) return print('R’s rpart on the same people', 'not installed', 'at least 20 × ours', '')
  writeFileSync(file('tree.R'), script)
  const cap = Number(options.cap)
  const theirs = await timed('Rscript', [file('tree.R'), file('costs.csv'), file('tree.txt')], cap)
  if (!theirs) return print('R’s rpart on the same people', `over ${cap} s`, 'at least 20 × ours', `stopped; at least ${(cap / seconds).toFixed(1)} × ours`)
  const [tree, ...leaves] = readFileSync(file('tree.txt'), 'utf8').trim().split('\n')
  const groups = JSON.parse(ours.stdout).groups.map((g) => [Number(g.mean), `${g.n} ${g.mean}`]).sort((a, b) => a[0] - b[0]).map(([, text]) => text)
  const same = groups.join() === leaves.join()
  print('R’s rpart on the same people', `${theirs.seconds.toFixed(1)} s`, 'at least 20 × ours', `${(theirs.seconds / seconds).toFixed(1)} × ours; its tree alone, without reading, ${Number(tree).toFixed(1)} s, ${(Number(tree) / seconds).toFixed(1)} × our whole process; ${same ? 'the same groups' : 'OTHER GROUPS'}`)
}

try {
  writeTariff()
  if (only.includes('value') || only.includes('reconcile')) await value()
  if (only.includes('reconcile')) await reconcile()
  if (only.includes('design')) await design()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
