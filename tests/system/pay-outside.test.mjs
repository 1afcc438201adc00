// Payment files judged by others: the published schemas (xmllint), and AqBanking, which imports them and must find the
// same payments and the same money. And a statement that AqBanking reads as we do.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { onepot, run, sharedData } from '../harness/place.mjs'

const has = (program, ...args) => spawnSync(program, args).error === undefined
const aqbanking = has('aqbanking-cli', '--help')
const pence = (text) => Math.round(Number(text) * 100)
let folder

/// Books of twelve providers who earned from two streams, and the file that pays them.
function payments(format, name = format) {
  const db = join(folder, `${name}.db`)
  const names = ["Zoë's Good Company", 'Łukasz Nowak', 'Mary & Sons', "Tom's <Taxis>"]
  const transfers = ['id,date,from,to,amount,stream,purpose,pending,note']
  const payees = ['ref,name,sort_code,account']
  for (const stream of ['adult-social-care', 'nhs-phb']) transfers.push(`in-${stream},2026-06-01,funder:${stream},pot:pete,9000.00,${stream},,,`)
  for (let i = 0; i < 12; ++i) {
    payees.push(`p${i},${names[i % 4]} ${i},40-00-0${i % 10},${10000000 + i * 7919}`)
    transfers.push(`a${i},2026-06-02,pot:pete,provider:p${i},${100 + i}.${String(i * 7 + 1).padStart(2, '0')},adult-social-care,support,,`)
    if (i % 3 === 0) transfers.push(`b${i},2026-06-03,pot:pete,provider:p${i},0.0${1 + (i % 9)},nhs-phb,support,,`)
  }
  const at = (name, lines) => (writeFileSync(join(folder, name), lines.join('\n') + '\n'), join(folder, name))
  assert.equal(run(onepot, ['pot', 'post', '--ledger', db, at('t.csv', transfers)]).status, 0)
  const out = join(folder, `${format}.xml`)
  const made = run(onepot, ['pay', 'run', '--ledger', db, '--date', '2026-06-05', '--format', format, '--payees', at('p.csv', payees),
    '--payer', 'Ashdale Council,20-00-00,55779911', '--out', out])
  assert.equal(made.status, 0, made.stderr)
  const checked = run(onepot, ['pay', 'check', out, '--json'])
  assert.equal(checked.status, 0, checked.stderr)
  return { db, out, checked: JSON.parse(checked.stdout) }
}

/// What AqBanking finds in a file: its transactions as {id, pence}, and its balances.
function imported(file, profile) {
  const context = join(folder, 'context')
  rmSync(context, { force: true })
  const done = run('aqbanking-cli', ['-D', join(folder, 'settings'), '-n', 'import', '--importer=xml', `--profile=${profile}`, '-f', file, '-c', context],
    { env: { ...process.env, HOME: folder } })
  assert.equal(done.status, 0, done.stderr)
  const text = readFileSync(context, 'utf8')
  const value = (block) => {
    const [, parts, whole, currency] = /char value="(-?\d+)(?:%2F(\d+))?%3A(\w+)"/.exec(block) ?? assert.fail(`no value in ${block}`)
    assert.equal(currency, 'GBP')
    return Math.round((Number(parts) * 100) / Number(whole ?? 1))
  }
  const blocks = (name) => [...text.matchAll(new RegExp(`\\n\\s+${name} \\{([^]*?)\\} #${name}\\n`, 'g'))].map((m) => m[1])
  return {
    transactions: blocks('transaction').map((b) => ({ id: /endToEndReference="([^"]*)"/.exec(b)?.[1] ?? '', pence: value(b) })),
    balances: blocks('balance').map(value),
  }
}

before(() => (folder = mkdtempSync(join(tmpdir(), 'onepot-pay-'))))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('pain.001', () => {
  for (const format of ['pain.001.001.03', 'pain.001.001.09']) {
    test(`${format} is lawful by the published schema, and AqBanking imports every payment of it`, (t) => {
      const { out, checked } = payments(format)
      assert.equal(checked.count, 12)
      const schema = join(sharedData, 'iso20022', `${format}.xsd`)
      if (existsSync(schema) && has('xmllint', '--version')) {
        const judged = run('xmllint', ['--noout', '--schema', schema, out])
        assert.equal(judged.status, 0, judged.stderr)
      } else t.diagnostic(`no ${schema}, or no xmllint: not judged by the schema`)
      if (!aqbanking) return t.skip('aqbanking-cli is not installed (aqbanking-tools)')
      const { transactions } = imported(out, 'pain_001_001_03')
      const byId = (a, b) => (a.id < b.id ? -1 : 1)
      assert.deepEqual(transactions.sort(byId), checked.payments.map((p) => ({ id: p.id, pence: pence(p.amount) })).sort(byId))
      assert.equal(transactions.reduce((sum, x) => sum + x.pence, 0), pence(checked.total))
    })
  }
})

describe('camt.053', () => {
  test('a statement that AqBanking reads is read alike, and matched to the last penny', (t) => {
    const { db, checked } = payments('pain.001.001.09', 'statement')
    const total = pence(checked.total)
    const money = (n) => (n / 100).toFixed(2)
    const balance = (kind, n, day) => `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">${money(n)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`
    const entry = (id, amount) => `<Ntry><Amt Ccy="GBP">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-05</Dt></BookgDt><ValDt><Dt>2026-06-05</Dt></ValDt><AcctSvcrRef>B-${id}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>`
    const file = join(folder, 'statement.xml')
    writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.04"><BkToCstmrStmt><GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-06-06T01:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S1</Id><CreDtTm>2026-06-06T01:00:00Z</CreDtTm><Acct><Id><Othr><Id>55779911</Id></Othr></Id></Acct>\n${balance('OPBD', total + 12345, '2026-06-05')}${balance('CLBD', 12345, '2026-06-05')}\n${checked.payments.map((p) => entry(p.id, p.amount)).join('\n')}\n</Stmt></BkToCstmrStmt></Document>\n`)
    const done = run(onepot, ['pay', 'reconcile', '--ledger', db, file, '--json'])
    assert.equal(done.status, 0, done.stderr)
    const ours = JSON.parse(done.stdout)
    assert.equal(ours.matched.length, 12)
    assert.deepEqual([ours.unmatched_bank, ours.unmatched_books], [[], []])
    assert.equal(ours.statements[0].balances_checked, true)
    if (!aqbanking) return t.skip('aqbanking-cli is not installed (aqbanking-tools)')
    const theirs = imported(file, 'camt_053_001_04')
    assert.equal(theirs.transactions.length, 12)
    assert.equal(theirs.transactions.reduce((sum, x) => sum + Math.abs(x.pence), 0), total)
    assert.ok(theirs.balances.includes(12345), `AqBanking finds no closing balance of 123.45: ${theirs.balances}`)
  })
})
