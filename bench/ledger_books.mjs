// A million transfers beside the programs that people add up plain-text books with: the same books – entered here, exported for
// each of them by `onepot pot export` – and the same question, the balance of every account. Also how long they take to enter and
// to verify, and how much memory each needs. Prints tab-separated lines for ./measure: what, figure, asked for, remark.
//   node bench/ledger_books.mjs [--transfers 1000000]
import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({ options: { transfers: { type: 'string', default: '1000000' } } })
const count = Number(options.transfers)
const here = dirname(fileURLToPath(import.meta.url))
const onepot = process.env.ONEPOT ?? join(here, '../build/release/onepot')
const folder = mkdtempSync(join(process.env.ONEPOT_BENCH_DIR ?? tmpdir(), 'onepot-books-'))
const people = 5000
const streams = ['adult-social-care', 'nhs-phb', 'access-to-work', 'own']
const print = (...cells) => console.log(cells.join('\t'))
const number = (n) => Math.round(n).toLocaleString('en-GB')

/// Seconds, and the most memory it held, in MiB.
async function timed(program, args, out = 'ignore') {
  const from = process.hrtime.bigint()
  const child = spawn(program, args, { stdio: ['ignore', out, 'inherit'] })
  let most = 0
  const look = () => {
    try {
      const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0)
      most = Math.max(most, peak)
    } catch {}
  }
  const watch = setInterval(look, 5)
  const [code] = await once(child, 'exit')
  const seconds = Number(process.hrtime.bigint() - from) / 1e9
  clearInterval(watch)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`)
  return { seconds, mib: most / 1024 }
}

async function writeTransfers(file) {
  let state = 20260401
  const below = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n
  const out = createWriteStream(file)
  out.write('id,date,from,to,amount,stream,purpose\n')
  let lines = []
  let written = 0
  const add = async (line) => {
    lines.push(line)
    ++written
    if (lines.length < 10000) return
    if (!out.write(lines.join('\n') + '\n')) await once(out, 'drain')
    lines = []
  }
  for (let person = 0; person < people; ++person)
    for (const stream of streams) await add(`in-${person}-${stream},2026-04-01,funder:${stream},pot:p${person}:${stream},900000.00,${stream},`)
  for (let i = 0; written < count; ++i) {
    const stream = streams[below(streams.length)]
    const day = `2026-${String(4 + below(9)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`
    await add(`pay-${i},${day},pot:p${below(people)}:${stream},provider:m${below(300)},${1 + below(200)}.${String(below(100)).padStart(2, '0')},${stream},${['support', 'taxi', ''][below(3)]}`)
  }
  out.end(lines.join('\n') + '\n')
  await once(out, 'finish')
}

const has = (program) => spawnSync(program, ['--version']).error === undefined

try {
  const csv = join(folder, 'transfers.csv')
  const db = join(folder, 'books.db')
  await writeTransfers(csv)
  const posted = await timed(onepot, ['pot', 'post', '--ledger', db, csv])
  print(`${number(count)} transfers entered from a file`, `${posted.seconds.toFixed(1)} s`, '', `${number(count / posted.seconds)} a second, all of them or none; ${(statSync(db).size / count).toFixed(0)} bytes each on the disk`)
  const verified = await timed(onepot, ['pot', 'verify', '--ledger', db])
  print(`verify of ${number(count)} transfers`, `${verified.seconds.toFixed(2)} s`, 'under 5 s', `${verified.mib.toFixed(0)} MiB`)
  const ours = await timed(onepot, ['pot', 'balance', '--ledger', db])
  const again = await timed(onepot, ['pot', 'balance', '--ledger', db, '--at', '2026-12-31'])
  print(`balance of every account over ${number(count)} transfers`, `${ours.seconds.toFixed(3)} s`, 'under 100 MiB', `${ours.mib.toFixed(0)} MiB; from the balances that are kept`)
  print('the same as on a day, added up from the transfers', `${again.seconds.toFixed(3)} s`, 'under 100 MiB', `${again.mib.toFixed(0)} MiB`)
  for (const [program, asked, args] of [
    ['ledger', 20, (file) => ['-f', file, 'balance', '--flat', '--no-total']],
    ['hledger', 60, (file) => ['-f', file, 'balance', '--flat', '-N']],
  ]) {
    if (!has(program)) {
      print(`${program} on the same books`, 'not installed', `${asked} × as long`, '')
      continue
    }
    const file = join(folder, `books.${program}`)
    await timed(onepot, ['pot', 'export', '--ledger', db, '--format', program, '--out', file])
    const theirs = await timed(program, args(file))
    print(`${program} on the same books`, `${theirs.seconds.toFixed(1)} s`, `at least ${asked} × ours`,
      `${number(theirs.seconds / ours.seconds)} × ours (${number(theirs.seconds / again.seconds)} × ours added up from the transfers); ${number(theirs.mib)} MiB`)
    rmSync(file)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
