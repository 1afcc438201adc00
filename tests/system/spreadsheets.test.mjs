// The books as an Excel workbook and as CSV, read by a program that knows nothing of ours (xlsx2csv): the sums are those of
// `pot balance`, and what somebody typed is a text there, never a formula.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { onepot, run } from '../harness/place.mjs'

const has = (program) => spawnSync(program, ['--version']).error === undefined
const pence = (text) => Math.round(Number(text) * 100)
const evil = '=HYPERLINK("http://x";"pay me")'
const books = `id,date,from,to,amount,stream,purpose,pending,note
1,2026-04-01,funder:asc,pot:pete:asc,450.00,asc,,,
2,2026-04-01,funder:nhs,pot:sam:nhs,120.10,nhs,,,
3,2026-04-09,pot:pete:asc,provider:mary,60.05,asc,support,,"${evil.replaceAll('"', '""')}"
4,2026-04-20,provider:mary,bank,60.05,asc,payment,,run 1
5,2026-05-02,pot:pete:asc,provider:mary,10.00,asc,support,,
`

describe('spreadsheets', () => {
  let folder
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'onepot-sheets-'))
    writeFileSync(join(folder, 't.csv'), books)
    const done = run(onepot, ['pot', 'post', '--ledger', join(folder, 'b.db'), join(folder, 't.csv')])
    assert.equal(done.status, 0, done.stderr)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const exported = (...options) => {
    const done = run(onepot, ['pot', 'export', '--ledger', join(folder, 'b.db'), ...options])
    assert.equal(done.status, 0, done.stderr)
    return done.stdout
  }
  const sheet = (file, name) => {
    const done = run('xlsx2csv', ['-n', name, file])
    assert.equal(done.status, 0, done.stderr)
    return done.stdout.trim().split('\n').map((line) => line.split(','))
  }

  test('a workbook opens elsewhere, and its sums are the books\'', { skip: !has('xlsx2csv') && 'xlsx2csv is not installed' }, () => {
    const file = join(folder, 'b.xlsx')
    exported('--format', 'xlsx', '--out', file)
    const accounts = sheet(file, 'Accounts')
    const at = accounts[0].indexOf('closing')
    const rows = accounts.slice(1, -1)
    const balances = JSON.parse(run(onepot, ['pot', 'balance', '--ledger', join(folder, 'b.db'), '--json']).stdout).balances
    for (const { account, balance } of balances)
      assert.equal(rows.filter((row) => row[0] === account).reduce((sum, row) => sum + pence(row[at]), 0), pence(balance), account)
    assert.equal(pence(accounts.at(-1)[at]), 0, 'the row of sums: everything together is nought')
    const ledger = sheet(file, 'Ledger')
    assert.equal(ledger.length, 1 + 5 + 1)
    assert.equal(pence(ledger.at(-1)[7]), ledger.slice(1, -1).reduce((sum, row) => sum + pence(row[7]), 0))
    assert.equal(ledger[1][0], '2026-04-01')
    const parts = run('unzip', ['-p', file, 'xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml']).stdout
    const formulas = [...parts.matchAll(/<f>([^<]*)<\/f>/g)].map(([, f]) => f)
    assert.ok(formulas.length > 0 && formulas.every((f) => /^SUM\([A-Z]2:[A-Z]\d+\)$/.test(f)), 'only our own sums are formulas')
    assert.ok(parts.includes('HYPERLINK'), 'what was typed is there, as text')
  })

  test('CSV is safe to open, ends where the period ends, and names what it does not know', () => {
    const ledger = exported('--format', 'csv', '--from', '2026-04-01', '--until', '2026-04-30')
    assert.equal(ledger.trim().split('\n').length, 5)
    assert.ok(ledger.includes(`"'=HYPERLINK`))
    assert.equal(exported('--format', 'csv', '--until', '2026-04-30', '--what', 'people'),
      'person,opening,came_in,spent,given_back,closing,promised\npete,0.00,450.00,60.05,0.00,389.95,0.00\nsam,0.00,120.10,0.00,0.00,120.10,0.00\n')
    assert.equal(exported('--format', 'csv', '--person', 'pete', '--from', '2026-05-01', '--what', 'sums'),
      'stream,opening,came_in,spent,given_back,closing,promised\nasc,389.95,0.00,10.00,0.00,379.95,0.00\n')
    const wrong = run(onepot, ['pot', 'export', '--ledger', join(folder, 'b.db'), '--format', 'csv', '--what', 'tea'])
    assert.equal(wrong.status, 1)
    assert.match(wrong.stderr, /expected ledger, accounts, streams, payments, people/)
    const backwards = run(onepot, ['pot', 'export', '--ledger', join(folder, 'b.db'), '--format', 'csv', '--from', '2026-05-02', '--until', '2026-05-01'])
    assert.equal(backwards.status, 1)
  })
})
