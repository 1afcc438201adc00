// Ashdale's whole ledger, read by programs that know nothing of Onepot: their balances are ours, to the penny.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { madeTown, onepot, run } from '../harness/place.mjs'

let folder
let ours // account → pence
const pence = (text) => BigInt(text.replace(/[£, ]|GBP/g, '').replace('.', ''))

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'onepot-journal-'))
  const town = madeTown()
  for (const format of ['hledger', 'ledger']) {
    const made = run(onepot, ['pot', 'export', '--ledger', town, '--format', format])
    assert.equal(made.status, 0, made.stderr)
    writeFileSync(join(folder, `${format}.journal`), made.stdout)
  }
  const balances = run(onepot, ['pot', 'balance', '--ledger', town, '--by', 'account', '--json'])
  assert.equal(balances.status, 0, balances.stderr)
  ours = new Map()
  for (const row of JSON.parse(balances.stdout).balances)
    ours.set(row.account, (ours.get(row.account) ?? 0n) + pence(row.balance))
})
after(() => rmSync(folder, { recursive: true, force: true }))

function agree(theirs) {
  assert.ok(ours.size > 1000, `Ashdale has ${ours.size} accounts`)
  const wrong = []
  for (const [account, balance] of ours) if ((theirs.get(account) ?? 0n) !== balance) wrong.push(`${account}: ${balance} here, ${theirs.get(account)} there`)
  assert.deepEqual(wrong.slice(0, 5), [])
  assert.equal([...ours.values()].reduce((a, b) => a + b, 0n), 0n, 'all accounts sum to nought')
}

test('hledger reads it, finds every assertion true, and has the same balances', { timeout: 600_000 }, () => {
  const read = run('hledger', ['-f', join(folder, 'hledger.journal'), 'balance', '--flat', '--empty', '--no-total', '--output-format', 'csv'])
  assert.equal(read.status, 0, read.stderr.slice(0, 2000))
  agree(new Map([...read.stdout.matchAll(/^"([^"]+)","([^"]+)"$/gm)].slice(1).map(([, account, amount]) => [account, pence(amount === '0' ? '0.00' : amount)])))
})

test('ledger reads it, finds every assertion true, and has the same balances', { timeout: 600_000 }, () => {
  const read = run('ledger', ['--args-only', '-f', join(folder, 'ledger.journal'), 'balance', '--flat', '--empty', '--no-total',
    '--balance-format', '%(account)\t%(display_total)\n'])
  assert.equal(read.status, 0, read.stderr.slice(0, 2000))
  agree(new Map(read.stdout.split('\n').filter(Boolean).map((line) => line.split('\t')).map(([account, amount]) => [account, pence(amount === '0' ? '0.00' : amount)])))
})
