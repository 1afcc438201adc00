// `onepot pot post` is killed at a random moment, a thousand times (ONEPOT_KILLS says otherwise): what it said was entered is
// there, what it had not said is there whole or not at all, and entering the same file again mends it.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { onepot, run } from '../harness/place.mjs'

const kills = Number(process.env.ONEPOT_KILLS ?? 1000)
const each = 7 // transfers in a file
const verifyEvery = 25

/// Whether it said that it was done before it was killed.
function enterAndKill(db, file, afterMs) {
  return new Promise((resolve) => {
    const child = spawn(onepot, ['pot', 'post', '--ledger', db, file], { stdio: ['ignore', 'pipe', 'ignore'] })
    let said = ''
    child.stdout.on('data', (part) => (said += part))
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
    child.on('close', () => {
      clearTimeout(timer)
      resolve(said.includes('entered'))
    })
  })
}

test(`killed ${kills} times, the books lose nothing and hold nothing half done`, { timeout: 600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onepot-killed-'))
  try {
    const db = join(folder, 'books.db')
    const file = join(folder, 'transfers.csv')
    let state = 7
    const below = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n
    let batch = 0 // the one being entered
    let usual = 40 // milliseconds that one run takes here, roughly: the kills are spread over it
    let killedWhileAtWork = 0
    const write = () => {
      const rows = ['id,date,from,to,amount,stream']
      for (let i = 0; i < each; ++i) rows.push(`b${batch}-${i},2026-04-01,${i === 0 ? 'funder:asc,pot:pete:asc,70.00' : 'pot:pete:asc,provider:mary,10.00'},asc`)
      writeFileSync(file, rows.join('\n') + '\n')
    }
    write()
    const began = Date.now()
    assert.equal(run(onepot, ['pot', 'post', '--ledger', db, file]).status, 0)
    usual = Math.max(10, Date.now() - began)
    for (let n = 1; n <= kills; ++n) {
      ++batch
      write()
      const done = await enterAndKill(db, file, (below(1000) / 1000) * usual * 1.2)
      if (!done) {
        ++killedWhileAtWork
        // Killed before it could say so: the file again enters what is missing, and nothing twice.
        if (n % 3 === 0) {
          const again = run(onepot, ['pot', 'post', '--ledger', db, file])
          assert.equal(again.status, 0, again.stderr)
          assert.match(again.stdout, new RegExp(`^(${each} entered, 0 there already|0 entered, ${each} there already)`), 'all of a file or nothing')
        } else --batch
      }
      if (n % verifyEvery !== 0 && n !== kills) continue
      const verified = run(onepot, ['pot', 'verify', '--ledger', db, '--json'])
      assert.equal(verified.status, 0, verified.stderr)
      const { transfers } = JSON.parse(verified.stdout)
      // Every batch up to the last acknowledged one; the one that was killed may be there, whole.
      assert.ok(transfers === (batch + 1) * each || transfers === (batch + 2) * each, `${transfers} transfers after batch ${batch}`)
    }
    assert.ok(killedWhileAtWork > kills / 10, `only ${killedWhileAtWork} were killed while at work`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
