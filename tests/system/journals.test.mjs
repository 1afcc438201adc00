// The books added up again by three programs that know nothing of ours: hledger, ledger and beancount. They must agree to the
// penny for every account, and for every account in every stream; and each must stop at a penny that was changed.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { madeTown, onepot, run } from '../harness/place.mjs'

const has = (program) => spawnSync(program, ['--version']).error === undefined
const streams = ['adult-social-care', 'nhs-phb', 'access-to-work', 'own']
const pence = (text) => {
  const [, minus, pounds, rest = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.replace(/[, ]|GBP/g, '').trim()) ?? assert.fail(`not an amount: ${text}`)
  return (minus ? -1 : 1) * (Number(pounds) * 100 + Number(rest.padEnd(2, '0')))
}

/// Random transfers, the same each time: money in, payments, promises settled in parts, money back. Dates are not in order.
function someTransfers(count) {
  let state = 20260401
  const below = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n
  const rows = ['id,date,effective,from,to,amount,stream,purpose,pending,note']
  const day = () => `2026-0${4 + below(3)}-${String(1 + below(28)).padStart(2, '0')}`
  const amount = (most) => `${below(most)}.${String(1 + below(99)).padStart(2, '0')}`
  for (let person = 0; person < 20; ++person)
    for (const stream of streams) rows.push(`in-${person}-${stream},${day()},,funder:${stream},pot:p${person}:${stream},${9000 + below(1000)}.00,${stream},,,`)
  for (let i = 0; i < count; ++i) {
    const person = below(20)
    const stream = streams[below(streams.length)]
    const provider = `provider:${['mary', 'O\'Brien & Sons', 'Gwasanaeth Tŷ', 'taxi 24'][below(4)]}`
    const pot = `pot:p${person}:${stream}`
    const kind = below(6)
    if (kind === 0) {
      rows.push(`r${i},${day()},,${pot},${provider},50.00,${stream},support,reserve,`)
      rows.push(`s${i},${day()},,,,${amount(49)},,support,post:r${i},a visit`)
      if (below(2)) rows.push(`v${i},${day()},,,,,,,void:r${i},`)
    } else if (kind === 1) rows.push(`b${i},${day()},${day()},${provider},bank,${amount(40)},${stream},,,"paid; ""in full"" | 50%"`)
    else if (kind === 2) rows.push(`o${i},${day()},,provider:taxi 24,${pot},${amount(5)},${stream},,,returned`)
    else rows.push(`p${i},${day()},,${pot},${provider},${amount(60)},${stream},${['taxi', 'support', ''][below(3)]},,`)
  }
  return rows.join('\n') + '\n'
}

/// Map of account (or account TAB stream) to pence, without the noughts.
function ours(db, more = []) {
  const answer = JSON.parse(run(onepot, ['pot', 'balance', '--ledger', db, '--json', ...more]).stdout)
  const accounts = new Map()
  const lots = new Map()
  for (const { account, balance, streams: parts } of answer.balances) {
    if (pence(balance)) accounts.set(account, pence(balance))
    for (const part of parts) if (pence(part.balance)) lots.set(`${account}\t${part.stream}`, pence(part.balance))
  }
  return { accounts, lots }
}

const readers = {
  hledger(file, stream) {
    const query = stream ? [`tag:stream=^${stream}$`] : []
    const done = run('hledger', ['-f', file, 'balance', '--flat', '-N', '-O', 'csv', ...query])
    assert.equal(done.status, 0, done.stderr)
    return done.stdout.trim().split('\n').slice(1).map((line) => /^"(.*)","(.*)"$/.exec(line).slice(1)).map(([account, amount]) => [account, pence(amount)])
  },
  ledger(file, stream) {
    const query = stream ? ['--limit', `tag("stream") == "${stream}"`] : []
    const done = run('ledger', ['-f', file, 'balance', '--flat', '--no-total', '--balance-format', '%(account)\t%(display_total)\n', ...query])
    assert.equal(done.status, 0, done.stderr)
    return done.stdout.trim().split('\n').filter(Boolean).map((line) => line.split('\t')).map(([account, amount]) => [account, pence(amount)])
  },
  beancount(file, stream) {
    const text = readFileSync(file, 'utf8')
    const names = new Map([...text.matchAll(/^\S+ open (\S+) GBP\n {2}account: "(.*)"$/gm)].map(([, theirs, account]) => [theirs, account]))
    const where = stream ? ` where entry_meta('stream') = '${stream}'` : ''
    const done = run('bean-query', ['-f', 'csv', file, `select account, sum(number) as total${where} group by account`])
    assert.equal(done.status, 0, done.stderr)
    assert.equal(done.stderr, '')
    return done.stdout.trim().split('\n').slice(1).map((line) => line.split(',')).map(([account, amount]) => [names.get(account.trim()), pence(amount)])
  },
}
const programs = { hledger: 'hledger', ledger: 'ledger', beancount: 'bean-query' }
const checks = { hledger: (file) => run('hledger', ['-f', file, 'check']), ledger: (file) => run('ledger', ['-f', file, 'balance']), beancount: (file) => run('bean-check', [file]) }

const withoutNoughts = (rows) => new Map(rows.filter(([, amount]) => amount !== 0).sort())
const sorted = (map) => new Map([...map].sort())

function compare(format, db, folder, only = streams) {
  const file = join(folder, `books.${format}`)
  const exported = run(onepot, ['pot', 'export', '--ledger', db, '--format', format, '--out', file])
  assert.equal(exported.status, 0, exported.stderr)
  const expected = ours(db)
  assert.deepEqual(withoutNoughts(readers[format](file)), sorted(expected.accounts))
  for (const stream of only) {
    const lots = new Map([...expected.lots].filter(([key]) => key.endsWith(`\t${stream}`)).map(([key, amount]) => [key.split('\t')[0], amount]))
    assert.deepEqual(withoutNoughts(readers[format](file, stream)), sorted(lots), stream)
  }
  return file
}

/// The journal of a period alone: what was brought forward, what was booked, what it ended with.
function comparePeriod(format, db, folder, from, until, only = streams) {
  const file = join(folder, `${from}.${format}`)
  const exported = run(onepot, ['pot', 'export', '--ledger', db, '--format', format, '--from', from, '--until', until, '--out', file])
  assert.equal(exported.status, 0, exported.stderr)
  const checked = checks[format](file)
  assert.equal(checked.status, 0, checked.stderr)
  const expected = ours(db, ['--at', until])
  assert.deepEqual(withoutNoughts(readers[format](file)), sorted(expected.accounts))
  for (const stream of only) {
    const lots = new Map([...expected.lots].filter(([key]) => key.endsWith(`\t${stream}`)).map(([key, amount]) => [key.split('\t')[0], amount]))
    assert.deepEqual(withoutNoughts(readers[format](file, stream)), sorted(lots), stream)
  }
  return file
}

/// The checker must stop where one penny of one entry is another, on both sides alike: only an assertion can tell.
function stopsAtAPenny(format, file, wrong) {
  const text = readFileSync(file, 'utf8')
  const entry = /\n( +\S.*?) +-(\d+\.\d\d) GBP\n( +\S.*?) +\2 GBP\n/.exec(text)
  const changed = (Number(entry[2]) + 0.01).toFixed(2)
  writeFileSync(wrong, text.replace(entry[0], `\n${entry[1]}  -${changed} GBP\n${entry[3]}  ${changed} GBP\n`))
  assert.notEqual(checks[format](wrong).status, 0)
}

let folder
before(() => (folder = mkdtempSync(join(tmpdir(), 'onepot-journals-'))))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('books of everything that can happen', () => {
  let db
  before(() => {
    db = join(folder, 'books.db')
    const csv = join(folder, 'transfers.csv')
    writeFileSync(csv, someTransfers(1500))
    const posted = run(onepot, ['pot', 'post', '--ledger', db, csv])
    assert.equal(posted.status, 0, posted.stderr)
    assert.equal(run(onepot, ['pot', 'verify', '--ledger', db]).status, 0)
  })

  for (const format of Object.keys(readers)) {
    const skip = !has(programs[format]) && `${programs[format]} is not installed`
    test(`${format} agrees to the penny, for each account and each stream`, { skip }, () => {
      const file = compare(format, db, folder)
      const checked = checks[format](file)
      assert.equal(checked.status, 0, checked.stderr)
    })

    test(`${format} agrees about a period alone: what was brought forward, what was booked, what it ended with`, { skip }, () => {
      const file = comparePeriod(format, db, folder, '2026-05-01', '2026-05-31')
      assert.doesNotMatch(readFileSync(file, 'utf8'), /^2026-06-\d\d(=\S+)? \* (\([^)]*\) )?/m, 'nothing of June')
    })

    test(`${format} stops at a wrong penny`, { skip }, () => {
      const text = readFileSync(join(folder, `books.${format}`), 'utf8')
      const wrong = join(folder, `wrong.${format}`)
      // One posting alone: the entry no longer balances. Both postings alike: an assertion fails.
      const one = text.replace(/ 50\.00 GBP\n|(\d+)\.(\d)1 GBP\n/, (all, pounds, tenth) => (pounds ? `${pounds}.${tenth}2 GBP\n` : ' 50.01 GBP\n'))
      assert.notEqual(one, text)
      writeFileSync(wrong, one)
      assert.notEqual(checks[format](wrong).status, 0)
      stopsAtAPenny(format, join(folder, `books.${format}`), wrong)
    })
  }
})

const makesTowns = run(onepot, ['town', 'make', '--help']).status === 0
for (const format of ['hledger', 'ledger'])
  test(`Ashdale's whole ledger: ${format} agrees to the penny`, { skip: (!makesTowns && 'this build makes no town') || (!has(format) && `${format} is not installed`) }, () => {
    // Half a million transfers: hledger takes half a minute each time it reads them, so one stream stands for all.
    compare(format, madeTown(), folder, ['nhs-phb'])
  })

const noBeancount = (!makesTowns && 'this build makes no town') || (!has(programs.beancount) && 'beancount is not installed')
test("Ashdale's last four weeks: beancount agrees to the penny, and stops at a wrong one", { skip: noBeancount }, () => {
  // It holds every entry in memory as Python's objects, so what came before is brought forward.
  const file = comparePeriod('beancount', madeTown(), folder, '2026-10-24', '2026-11-20', ['nhs-phb'])
  assert.match(readFileSync(file, 'utf8'), /^2026-11-19 \*/m, 'the payment run of the period is in it')
  stopsAtAPenny('beancount', file, join(folder, 'wrong.beancount'))
})
